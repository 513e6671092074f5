"""The names of jobs: the service does no job of one name twice, the emulator does."""

import re
from typing import Any

from tests.bigquery.faults import Refusal
from tests.bigquery.http_messages import Request, Response

_UPLOAD = re.compile(r"upload_id=([^&]+)")


class JobNames:
    """Knows the jobs that were begun, and refuses another of one of their names as the service does."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._uploads: dict[str, str] = {}
        """The name of the job that begins when an upload is complete."""

    def refusal_of(self, request: Request) -> Refusal | None:
        """The error of a request that would begin a job again; None for all other requests."""
        name = self._begins(request)
        if name is None or name not in self._begun:
            return None
        return Refusal(409, "duplicate", f"Already Exists: Job {name}", "ALREADY_EXISTS")

    def passed_on(self, request: Request, response: Response) -> None:
        """Remember what a request has done."""
        if response.status >= 400:
            return
        if name := self._begins(request):
            self._begun.add(name)
        if (upload := _UPLOAD.search(response.header("location") or "")) and (name := _named(request)):
            self._uploads[upload[1]] = name

    def _begins(self, request: Request) -> str | None:
        if upload := _UPLOAD.search(request.target):
            return self._uploads.get(upload[1])
        if request.method == "POST" and "uploadType=resumable" not in request.target:
            return _named(request)
        return None


def _named(request: Request) -> str | None:
    if not (request.header("content-type") or "").startswith("application/json"):
        return None
    content: Any = request.json()
    return content.get("jobReference", {}).get("jobId") if isinstance(content, dict) else None
