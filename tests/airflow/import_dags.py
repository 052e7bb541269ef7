"""Imports every example DAG with the Airflow that is installed, and says what it found as JSON."""

import json
import sys

import airflow

try:  # Airflow 3
    from airflow.dag_processing.dagbag import DagBag
except ImportError:  # Airflow 2
    from airflow.models import DagBag

bag = DagBag(sys.argv[1], include_examples=False)
print(
    json.dumps(
        {
            "version": airflow.__version__,
            "errors": bag.import_errors,
            "dags": {name: sorted(dag.task_ids) for name, dag in bag.dags.items()},
        }
    )
)
