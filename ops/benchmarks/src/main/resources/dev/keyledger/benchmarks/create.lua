-- Creates one key after the other. Expects KEY in the environment.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name": "test"}'

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("answered %d refused %d broken %d microseconds %d\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration))
end
