"""SQL that people wrote, made safe: one SELECT on one tenant's rows of the tables that there are."""

from functools import cache

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError

from olympus.adapters.warehouse.views import TABLES
from olympus.ports.warehouse_queries import QueryRefused

_READING = (exp.Select, exp.SetOperation)
_WRITING = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Set, exp.Copy, exp.Pragma, exp.Attach, exp.Use)
_SOURCES = (exp.Table, exp.Subquery, exp.Unnest)
"""What can stand in a FROM. Anything else, such as LATERAL, may be a function that reads files or tables."""

_ABOUT_A_TABLE = frozenset({"this", "alias", "joins", "pivots", "sample"})
_KNOWN_NAMESPACES = frozenset({"SAFE", "NET", "HLL_COUNT"})
TENANT = "tenant"
"""The parameter that holds the tenant, and the only one that a query has."""


def of_one_tenant(query: str, *, dataset: str) -> exp.Query:
    """The query with every table narrowed to the rows of the tenant. Raises QueryRefused.

    A name that is neither of a table of ours nor of the query's own WITH is refused, and so are functions in the
    place of tables: what can be read is what stands in `TABLES`, whatever else the account may see.
    """
    tree = _parsed(query)
    if not isinstance(tree, _READING) or any(isinstance(node, _WRITING) for node in tree.walk()):
        raise QueryRefused("Only reading is possible: a single SELECT.")
    if next(tree.find_all(exp.Parameter, exp.Placeholder), None):
        raise QueryRefused("A query has no parameters: write the values into it.")
    if foreign := next(filter(_is_of_another_dataset, tree.find_all(exp.Dot)), None):
        raise QueryRefused(f"Functions of others are not run: {foreign.sql(dialect='bigquery')}.")
    if function := next(filter(_is_no_table, tree.find_all(exp.From, exp.Join, exp.Lateral)), None):
        raise QueryRefused(f"Functions are not read from: {function.sql(dialect='bigquery')}.")
    own = _renamed(tree)
    for table in list(tree.find_all(exp.Table)):
        if table.name in own and not table.db:
            _refer(table, own[table.name])
            continue
        if not isinstance(table.this, exp.Identifier) or table.db or table.catalog or table.name not in TABLES:
            raise QueryRefused(
                f"There is no table {table.sql(dialect='bigquery')}: there are {', '.join(TABLES)}."
            )
        _narrow(table, dataset)
    return tree


def _is_no_table(source: exp.Expr) -> bool:
    return isinstance(source, exp.Lateral) or not isinstance(source.this, _SOURCES)


def _renamed(tree: exp.Expr) -> dict[str, str]:
    """The query's own WITH under names that nothing else can have, by the names that they had.

    Where a WITH is out of sight, its name would be looked up among everything that the database has.
    """
    names: dict[str, str] = {}
    for each in tree.find_all(exp.CTE):
        name = each.alias_or_name
        if name in TABLES:
            raise QueryRefused(f"`{name}` is a table already: give the WITH another name.")
        each.args["alias"].set("this", exp.to_identifier(names.setdefault(name, f"with_{len(names) + 1}")))
    return names


def _refer(table: exp.Table, name: str) -> None:
    """Read from a renamed WITH, called as it was."""
    if not table.alias:
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name, quoted=True)))
    table.set("this", exp.to_identifier(name))


def _is_of_another_dataset(dot: exp.Dot) -> bool:
    """A function of somebody's own could read any table."""
    return isinstance(dot.expression, exp.Func) and dot.this.name.upper() not in _KNOWN_NAMESPACES


def _narrow(table: exp.Table, dataset: str) -> None:
    rows = _rows_of_the_tenant(table.name, dataset).copy()
    alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name))
    said = {name: value for name, value in table.args.items() if value}
    if other := said.keys() - _ABOUT_A_TABLE:
        raise QueryRefused(f"This cannot be asked of a table: {', '.join(sorted(other))}.")
    table.replace(exp.Subquery(**{**said, "this": rows, "alias": alias}))


@cache
def _rows_of_the_tenant(name: str, dataset: str) -> exp.Expr:
    recent = " AND occurred_at >= TIMESTAMP '1970-01-01 00:00:00+00'" if name == "events" else ""
    [rows] = parse(f"SELECT * FROM {dataset}.{name} WHERE tenant_id = @{TENANT}{recent}", read="bigquery")
    assert rows is not None  # noqa: S101 - our own text
    return rows


def _parsed(query: str) -> exp.Expr:
    try:
        statements = [each for each in parse(query, read="bigquery") if each is not None]
    except (SqlglotError, RecursionError) as error:
        raise QueryRefused(f"This is no SQL: {str(error).splitlines()[0] if str(error) else 'too deep'}") from None
    if len(statements) != 1:
        raise QueryRefused("Exactly one statement is run at a time.")
    return statements[0]
