// The real lintel-collector on a loopback port, and its commands. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/support/process.h"

namespace lintel::e2e {

// What `ledger --json` says over all tablets.
struct Books {
  int taken = 0;
  int received = 0;
  bool meets = false;
  std::string sentence;
};

// as_on_the_day: TLS, paired tablets only. open_and_plain: neither, so that other programs than a
// tablet can send.
enum class Serving { as_on_the_day, open_and_plain };

class Collector {
 public:
  // port 0: any free one. `folder` is for its output files.
  static Result<std::unique_ptr<Collector>> serve(const std::string& data,
                                                  const std::string& folder, int port = 0,
                                                  Serving serving = Serving::as_on_the_day);
  const std::string& url() const { return url_; }  // "https://127.0.0.1:8480"
  const std::string& admin_page() const { return admin_page_; }
  // Works once; empty when a password was chosen before.
  const std::string& sign_in_link() const { return sign_in_link_; }
  int port() const { return port_; }
  Process& process() { return *process_; }
  Status stop();  // SIGTERM; Error unless it ends with 0
  void kill();

  // Commands; they work beside a running server and without one.
  static Status load_event(const std::string& data, const std::vector<std::string>& files);
  static Status undo_event(const std::string& data);
  static Result<std::string> export_event(const std::string& data);
  static Result<std::string> results_csv(const std::string& data);
  static Result<std::string> results_json(const std::string& data);
  static Result<std::string> words_for(const std::string& data, const std::string& code);
  static Status approve(const std::string& data, const std::string& code);
  static Result<std::string> known_device(const std::string& data);  // the only one
  static Status revoke(const std::string& data, const std::string& device);
  static Result<std::string> admin_link(const std::string& data);
  static Result<Books> ledger(const std::string& data);

 private:
  Collector() = default;
  std::unique_ptr<Process> process_;
  std::string url_;
  std::string admin_page_;
  std::string sign_in_link_;
  int port_ = 0;
};

}  // namespace lintel::e2e
