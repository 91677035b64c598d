// The admin side of a data folder, for commands: asks the server that holds the folder, over HTTP,
// or else opens the folder itself and answers in-process with the same router. So there is never a
// second connection to the database, and both ways say the same.
#pragma once

#include <memory>
#include <string>

#include "shared/ports/transport.h"
#include "sync/collector/service.h"

namespace lintel::collector {

class Desk {
 public:
  enum class Folder { may_be_new, must_exist };
  // not_found: must_exist, and there is no collector's database in the folder.
  static Result<Desk> open(const std::string& data_folder, Folder folder);

  const std::string& notice() const { return notice_; }
  // Of the server that holds the folder; empty when none does.
  const std::string& server_url() const { return server_url_; }
  // The body of a 200; anything else becomes an Error with the collector's own words.
  Result<std::string> get(const std::string& path);
  Result<std::string> post_json(const std::string& path, std::string body);
  Result<std::string> post(const std::string& path, std::string_view content_type,
                           std::string body);

 private:
  Desk() = default;
  Result<std::string> ask(Verb verb, const std::string& path, std::string_view content_type,
                          std::string body);

  std::unique_ptr<Service> service_;  // one of the two
  std::unique_ptr<Transport> transport_;
  std::string token_;
  std::string server_url_;
  std::string pin_;  // of the server that is asked; empty without TLS
  std::string notice_;
};

}  // namespace lintel::collector
