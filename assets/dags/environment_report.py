"""Writes to the task log what an environment is made of.

Versions, the component's role, the machine's size and the packages: what one wants to see after
the first start and after every update. It imports and runs on Airflow 2.10 and later and on Airflow
3, needs no permission and reaches nothing outside the environment. Values of environment variables
stay out of the log, since they may be secrets; only names are listed.
"""

from __future__ import annotations

from datetime import datetime, timezone

try:  # Airflow 3
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task


@dag(
    dag_id="environment_report",
    description="What this environment is made of",
    schedule=None,
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    tags=["example"],
    doc_md=__doc__,
)
def environment_report():
    @task
    def platform_facts() -> dict[str, str]:
        import os
        import platform
        import shutil

        from airflow import __version__ as airflow_version

        free = shutil.disk_usage("/tmp").free // 2**20
        facts = {
            "Airflow": airflow_version,
            "Python": platform.python_version(),
            "Component": os.environ.get("MWAA_AIRFLOW_COMPONENT", "unknown"),
            "Processors": str(os.cpu_count()),
            "Free space in /tmp": f"{free} MiB",
        }
        for name, value in facts.items():
            print(f"{name}: {value}")
        return facts

    @task
    def packages() -> int:
        from importlib.metadata import distributions

        names = {each.metadata["Name"]: each.version for each in distributions()}
        for name in sorted(names, key=lambda each: (each or "").lower()):
            print(f"{name}=={names[name]}")
        return len(names)

    @task
    def variable_names() -> list[str]:
        import os

        names = sorted(name for name in os.environ if name.startswith(("AIRFLOW", "MWAA")))
        print("\n".join(names))
        return names

    @task
    def summary(facts: dict[str, str], package_count: int, names: list[str]) -> str:
        text = (
            f"Airflow {facts['Airflow']} on Python {facts['Python']}, "
            f"{package_count} packages, {len(names)} variables."
        )
        print(text)
        return text

    summary(platform_facts(), packages(), variable_names())


environment_report()
