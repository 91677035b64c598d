// A load of HTTP/1.1 requests over keep-alive connections to a loopback port, with TLS or without:
// one thread, so that the load costs the machine as little as it can.
#pragma once

#include <string>
#include <vector>

#include "shared/core/result.h"

namespace lintel::bench {

struct LoadResult {
  double seconds = 0;
  std::vector<std::string> replies;  // whole, in the order of arrival
};

enum class Secured { plain, tls };

// Sends every request once, shared out over `connections`; the next goes out on a connection as
// soon as its reply has come. TLS handshakes are done before the time runs. Error when a connection
// breaks or nothing comes for 30 s.
Result<LoadResult> send_all(int port, int connections, const std::vector<std::string>& requests,
                            Secured secured = Secured::plain);

// A connected socket from 127.0.0.`host` to the port; negative when it failed. The caller closes.
int connect_loopback(int port, int host = 1);

}  // namespace lintel::bench
