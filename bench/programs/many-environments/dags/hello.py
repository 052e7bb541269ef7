"""A DAG that does nothing; the benchmark only needs a file to upload."""

from airflow.sdk import dag, task


@dag(schedule=None)
def hello():
    @task
    def greet() -> str:
        return "hello"

    greet()


hello()
