"""SQL that people wrote, made safe: one SELECT on one tenant's rows of the tables that there are."""

from functools import cache

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError

from olympus.adapters.warehouse.views import TABLES
from olympus.ports.warehouse_queries import QueryRefused

_READING = (exp.Select, exp.SetOperation)
_WRITING = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Set, exp.Copy, exp.Pragma, exp.Attach, exp.Use)
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
    own = {each.alias_or_name for each in tree.find_all(exp.CTE)}
    if taken := own & set(TABLES):
        raise QueryRefused(f"`{min(taken)}` is a table already: give the WITH another name.")
    for table in list(tree.find_all(exp.Table)):
        if table.name in own and not table.db:
            continue
        if not isinstance(table.this, exp.Identifier) or table.db or table.catalog or table.name not in TABLES:
            raise QueryRefused(
                f"There is no table {table.sql(dialect='bigquery')}: there are {', '.join(TABLES)}."
            )
        _narrow(table, dataset)
    return tree


def _is_of_another_dataset(dot: exp.Dot) -> bool:
    """A function of somebody's own could read any table."""
    return isinstance(dot.expression, exp.Func) and dot.this.name.upper() not in _KNOWN_NAMESPACES


def _narrow(table: exp.Table, dataset: str) -> None:
    rows = _rows_of_the_tenant(table.name, dataset).copy()
    alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name))
    narrowed = exp.Subquery(this=rows, alias=alias)
    for joined in table.args.get("joins") or ():
        narrowed.append("joins", joined)
    table.replace(narrowed)


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
