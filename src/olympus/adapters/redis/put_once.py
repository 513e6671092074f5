"""Appending to a stream what was not appended lately: decided and done in one step by the server."""

from collections.abc import Sequence

from redis.asyncio import Redis

_SCRIPT = """
-- KEYS: the stream, then a memory per entry. ARGV: milliseconds, then per entry how many words follow, and these.
local put = {}
local at = 2
for i = 2, #KEYS do
  local words = tonumber(ARGV[at])
  if redis.call('SET', KEYS[i], '', 'NX', 'PX', ARGV[1]) then
    local entry = redis.pcall('XADD', KEYS[1], '*', unpack(ARGV, at + 1, at + words))
    if type(entry) == 'table' and entry.err then
      redis.call('DEL', KEYS[i])
      return entry
    end
    put[i - 1] = 1
  else
    put[i - 1] = 0
  end
  at = at + words + 1
end
return put
"""


async def put_once(
    client: Redis, key: str, entries: Sequence[tuple[str, Sequence[bytes]]], *, remember_seconds: float
) -> list[bool]:
    """Append the fields of each entry unless its name was appended within that time; which ones were."""
    memories = [f"{key}:once:{name}".encode("utf-8", "backslashreplace") for name, _ in entries]
    milliseconds = max(1, round(remember_seconds * 1000))
    words = [word for _, fields in entries for word in (str(len(fields)).encode(), *fields)]
    put = await client.eval(_SCRIPT, 1 + len(memories), key, *memories, milliseconds, *words)
    return [answer == 1 for answer in put]
