-- Creates keys at an even pace, and revokes some of them. Expects in the environment: KEY, the
-- caller's; PACE, how many in a second; EVERY, of how many keys one is revoked. Each thread of wrk
-- has a pace of its own.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } instant;
  int clock_gettime(int clock, instant *now);
]]
local MONOTONIC = 1
local now = ffi.new("instant")

local function milliseconds()
  ffi.C.clock_gettime(MONOTONIC, now)
  return tonumber(now.seconds) * 1e3 + tonumber(now.nanoseconds) / 1e6
end

local headers = {
  ["Authorization"] = "Bearer " .. os.getenv("KEY"),
  ["Content-Type"] = "application/json"
}
local pause = 1e3 / os.getenv("PACE")
local every = tonumber(os.getenv("EVERY"))
local turn = nil
local created = 0
local doomed = {}

-- The turns come evenly, however long the answers take. Who is late does not wait.
delay = function()
  turn = (turn or milliseconds()) + pause
  return math.max(0, math.floor(turn - milliseconds()))
end

request = function()
  local id = table.remove(doomed)
  if id then
    return wrk.format("DELETE", wrk.path .. "/" .. id, headers)
  end
  return wrk.format("POST", wrk.path, headers, "{}")
end

response = function(status, _, body)
  local id = status == 200 and body:match('"apiKey":"[^"]+","apiKeyId":"([^"]+)"')
  if id then
    created = created + 1
    if created % every == 0 then
      doomed[#doomed + 1] = id
    end
  end
end

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("answered %d refused %d broken %d\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
