-- wrk: one C2B confirmation a request, each with a receipt of its own.
local threads = 0
function setup(thread)
  thread:set("ordinal", threads)
  threads = threads + 1
end
local sent = 0
function init(args)
  codes, prefix, stamp, short = {}, args[1], args[2], args[3]
  for i = 4, #args do codes[#codes + 1] = args[i] end
end
function request()
  sent = sent + 1
  local body = string.format('{"TransactionType":"Pay Bill","TransID":"%s%d%06X","TransTime":"%s","TransAmount":"%d.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"","OrgAccountBalance":"","ThirdPartyTransID":"","MSISDN":"2547 ***** 126","FirstName":"JOHN","MiddleName":"","LastName":""}',
    prefix, ordinal, sent, stamp, 30 + sent % 130, short, codes[1 + sent % #codes])
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end
local bad = 0
function response(status) if status ~= 200 then bad = bad + 1 end end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON {"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "bad": %d, "kinds": "%s"}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout, string.format(
      "status %d, connect %d, read %d, write %d, timeout %d", e.status, e.connect, e.read, e.write, e.timeout)))
end
