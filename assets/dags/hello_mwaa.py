"""The smallest DAG worth running: three tasks that hand values to each other.

It imports and runs on Airflow 2.10 and later and on Airflow 3, and reaches nothing outside the
environment: if it succeeds, schedulers, workers, queue and database find each other.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

try:  # Airflow 3
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task


@dag(
    dag_id="hello_mwaa",
    description="Three tasks that hand values to each other",
    schedule=None,
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
    tags=["example"],
    doc_md=__doc__,
)
def hello_mwaa():
    @task
    def words() -> list[str]:
        return ["Hello", "from", "Amazon", "MWAA"]

    @task
    def sentence(parts: list[str]) -> str:
        return " ".join(parts) + "."

    @task
    def say(text: str) -> int:
        print(text)
        return len(text)

    say(sentence(words()))


hello_mwaa()
