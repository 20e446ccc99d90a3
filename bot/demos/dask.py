"""The workers of a dask cluster, for more demonstrations than one machine can measure.

One worker with one thread a machine, this package installed there under the same name, and a
scheduler with `allowed-failures: 0`, or it would try elsewhere what killed a worker. dask's workers
are daemonic and may have no children of multiprocessing's kind; a program of its own is none.
Cancelling does not stop a task that runs there: the limit of its job does.
"""

from concurrent.futures import Future

import distributed

from .engine import Task

_CONNECT_S = 5.0
_CLOSE_S = 1.0


class Cluster:
    """A connection to the scheduler of a cluster.

    Args:
        address: host and port.
    """

    def __init__(self, address: str) -> None:
        self._address = f"tcp://{address}"
        self._client: distributed.Client | None = None

    def start(self) -> None:
        """Connect if there is no connection.

        Raises:
            OSError: the scheduler does not answer.
        """
        if self._client is None or self._client.status != "running":
            self.close()
            self._client = distributed.Client(  # type: ignore[no-untyped-call]
                self._address, timeout=_CONNECT_S, set_as_default=False
            )

    def submit(self, task: Task, text: str, *, limit_s: float) -> Future[str]:  # noqa: ARG002 - the job has its own
        """Have the task done; cancelling the future ends it only if it has not begun.

        Raises:
            RuntimeError: there is no connection.
        """
        client = self._client
        loop = client.loop if client else None
        if client is None or loop is None:
            raise RuntimeError("not connected")
        # Pure tasks of the same arguments would be done once and remembered.
        remote = client.submit(task, text, pure=False)
        answer: Future[str] = Future()

        def cancel(done: Future[str]) -> None:
            if done.cancelled():
                loop.add_callback(remote.cancel)

        answer.add_done_callback(cancel)
        loop.add_callback(_hand_over, remote, answer)
        return answer

    def close(self) -> None:
        """Close the connection; the cluster goes on."""
        client, self._client = self._client, None
        if client is not None:
            client.close(timeout=_CLOSE_S)  # type: ignore[no-untyped-call]


async def _hand_over(remote: "distributed.Future[str]", answer: Future[str]) -> None:
    """Wait for what the cluster says, in the client's own event loop."""
    error: Exception | None = None
    text = ""
    try:
        text = await remote
    except Exception as raised:  # noqa: BLE001 - a cluster may report anything
        error = raised
    if not answer.set_running_or_notify_cancel():
        return
    if error is None:
        answer.set_result(text)
    else:
        answer.set_exception(RuntimeError(f"{type(error).__name__}: {error}"))
