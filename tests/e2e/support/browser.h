// A real Chromium, told what to do over its DevTools protocol and pipes (no port, no driver):
// keys and clicks go the way a person's do. For pages served with the collector's own certificate,
// which it is told to take. One thread.
#pragma once

#include <memory>
#include <string>

#include "tests/e2e/support/process.h"

namespace lintel::e2e {

class Browser {
 public:
  // Whether this machine has one; tests without it say so and skip.
  static bool is_there();
  // `folder` is for its profile and pipes. Error: it did not start.
  static Result<std::unique_ptr<Browser>> start(const std::string& folder);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  Status open(const std::string& url);
  // JavaScript in the page; a promise is waited for. The value as JSON.
  Result<std::string> value_of(const std::string& expression);
  // Until the expression is true; the Error says what the page showed instead.
  Status wait_until(const std::string& expression);
  Status wait_for_text(const std::string& text);
  Status click(const std::string& selector);
  Status type(const std::string& text);        // into what has the focus
  Status press(const std::string& key);        // "Enter", "Tab", "Space"
  Status resize(int width, int height);        // of the page, in CSS pixels
  Status photograph(const std::string& path);  // PNG
  // The page's cookies as the protocol has them: JSON, HttpOnly ones too.
  Result<std::string> cookies();

 private:
  Browser() = default;
  // `method` with JSON `parameters`, of the page or, with Whose::browser, of the browser.
  enum class Whose { browser, page };
  Result<std::string> ask(const std::string& method, const std::string& parameters,
                          Whose whose = Whose::page);
  Result<std::string> next_message();

  std::unique_ptr<Process> process_;
  int to_ = -1;
  int from_ = -1;
  int asked_ = 0;
  std::string ahead_;  // read, not yet looked at
  std::string page_;   // the session that is attached to the page
};

}  // namespace lintel::e2e
