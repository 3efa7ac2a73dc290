-- Asks one door about one key after the other. Expects in the environment: KEYS, a file with a key
-- on each line; DOOR, the door's name; CALLER, a verifier key.
local ask = {
  introspect = function(key)
    return wrk.format("POST", "/api/v1/introspect", {
      ["Authorization"] = "Bearer " .. os.getenv("CALLER"),
      ["Content-Type"] = "application/x-www-form-urlencoded"
    }, "token=" .. key)
  end,
  ["forward-auth"] = function(key)
    return wrk.format("GET", "/api/v1/forward-auth?project=*", { ["Authorization"] = "Bearer " .. key })
  end,
  verify = function(key)
    return wrk.format("POST", "/api/v1/verify", {
      ["Authorization"] = "Bearer " .. os.getenv("CALLER"),
      ["Content-Type"] = "application/json"
    }, '{"apiKey": "' .. key .. '"}')
  end
}

local requests = {}
local next = 0

init = function(arguments)
  for key in io.lines(os.getenv("KEYS")) do
    requests[#requests + 1] = ask[os.getenv("DOOR")](key)
  end
  math.randomseed(os.time())
  next = math.random(#requests)
end

request = function()
  next = next % #requests + 1
  return requests[next]
end

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "answered %d refused %d broken %d microseconds %d latency %d %d %d\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
