"""A DAG that does nothing, for a folder that must not be empty."""
