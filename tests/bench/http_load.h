// A load of HTTP/1.1 requests over keep-alive connections to a loopback port, with TLS or without:
// one thread, so that the load costs the machine as little as it can.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "tests/bench/load_connection.h"

namespace lintel::bench {

struct LoadResult {
  double seconds = 0;
  std::vector<std::string> replies;  // whole, in the order of arrival
};

// Sends every request once, shared out over `connections`; the next goes out on a connection as
// soon as its reply has come. TLS handshakes are done before the time runs. Error when a connection
// breaks or nothing comes for 30 s.
Result<LoadResult> send_all(int port, int connections, const std::vector<std::string>& requests,
                            Secured secured = Secured::plain);

// What one client says, each request after the reply to the one before.
struct Conversation {
  int host = 1;  // from 127.0.0.`host`
  std::vector<std::string> requests;
};
// All of them at once, each over a connection of its own: connecting and shaking hands is within
// the time. Errors as above.
Result<LoadResult> converse(int port, std::span<const Conversation> conversations,
                            Secured secured = Secured::plain);

// One request and its reply, waited for. The Error as above.
Result<std::string> ask(LoadConnection& connection, const std::string& request);

// Sockets for both sides of a crowd: as many as the system lets this process have, which the
// collectors it starts inherit. How many that are.
int allow_many_files();
// The digits after "HTTP/1.1 "; 0 when there are none.
int status_of(const std::string& reply);

}  // namespace lintel::bench
