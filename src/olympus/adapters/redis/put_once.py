"""Appending to streams what was not appended lately: decided and done in one step by the server."""

from collections.abc import Sequence

from redis.asyncio import Redis

_SCRIPT = """
-- KEYS: per entry its memory and its stream. ARGV: milliseconds, then per entry how many words follow, and these.
local put = {}
local at = 2
for i = 1, #KEYS, 2 do
  local words = tonumber(ARGV[at])
  if redis.call('SET', KEYS[i], '', 'NX', 'PX', ARGV[1]) then
    local entry = redis.pcall('XADD', KEYS[i + 1], '*', unpack(ARGV, at + 1, at + words))
    if type(entry) == 'table' and entry.err then
      redis.call('DEL', KEYS[i])
      return entry
    end
    put[#put + 1] = 1
  else
    put[#put + 1] = 0
  end
  at = at + words + 1
end
return put
"""


async def put_once(
    client: Redis,
    entries: Sequence[tuple[str, str, Sequence[bytes]]],
    *,
    memory: str,
    remember_seconds: float,
) -> list[bool]:
    """Append the fields of each entry to its stream, unless its name was appended within that time; which were.

    An entry is its name, the key of its stream, and its fields. Names are remembered under keys that
    begin with `memory`.
    """
    keys = [
        key
        for name, stream, _ in entries
        for key in (f"{memory}:once:{name}".encode("utf-8", "backslashreplace"), stream)
    ]
    milliseconds = max(1, round(remember_seconds * 1000))
    words = [word for _, _, fields in entries for word in (str(len(fields)).encode(), *fields)]
    put = await client.eval(_SCRIPT, len(keys), *keys, milliseconds, *words)
    return [answer == 1 for answer in put]
