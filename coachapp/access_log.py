"""gunicorn's logs, without the keys that ride in addresses."""

from typing import Any

from gunicorn.glogging import Logger

from coachapp.lib.masking import MaskKeys, masked


class MaskingLogger(Logger):
    """For `gunicorn --logger-class`."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(MaskKeys())

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """The parts of an access line: request line, path, query and referrer may hold an address."""
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {part: masked(atoms[part]) for part in "rUqf" if atoms.get(part)}
