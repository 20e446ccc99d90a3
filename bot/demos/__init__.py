"""Runs demonstrations: each in a fresh interpreter, under limits, started by a worker process.

The runner (asyncio) hands a job to an engine; a worker of the engine starts the workload, watches
it and hands back its JSON. Only text crosses these borders, so that engines can be exchanged, and
nothing that a workload does reaches further than its own process group.
"""
