#include "sync/collector/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "shared/core/text.h"
#include "sync/collector/sign_in_desk.h"

namespace lintel::collector {
namespace {

constexpr char ctrl_c = 3;
constexpr char ctrl_d = 4;
constexpr char backspace = 8;
constexpr char ctrl_u = 21;
constexpr char rubout = 127;

// Nothing typed shows, and keys come one by one: a Ctrl-C is seen here, not by a signal's handler
// that would leave the terminal dumb.
class SilentTerminal {
 public:
  SilentTerminal() {
    tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    silent.c_cc[VMIN] = 1;
    silent.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentTerminal() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
};

void take_back_a_letter(std::string& line) {
  while (!line.empty()) {
    const bool starts_letter = (static_cast<unsigned char>(line.back()) & 0xC0U) != 0x80U;
    line.pop_back();
    if (starts_letter) {
      return;
    }
  }
}

Result<std::string> read_silently(const char* question) {
  std::cerr << question << std::flush;
  const SilentTerminal silence;
  std::string line;
  char key = 0;
  while (read(STDIN_FILENO, &key, 1) == 1 && key != ctrl_c && key != ctrl_d) {
    if (key == '\n' || key == '\r') {
      std::cerr << std::endl;
      return line;
    }
    if (key == rubout || key == backspace) {
      take_back_a_letter(line);
    } else if (key == ctrl_u) {
      line.clear();
    } else if (line.size() <= sign_in::password_bytes_max) {
      line += key;
    }
  }
  std::cerr << std::endl;
  return Error{ErrorCode::cancelled, "Nothing was changed; the password is as it was."};
}

}  // namespace

bool is_at_terminal() {
  return isatty(STDIN_FILENO) != 0;
}

bool ask_yes(const std::string& question) {
  std::cerr << question << " [y/N] " << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) {
    return false;
  }
  const std::string answer = ascii_lower(trim(line));
  return answer == "y" || answer == "yes";
}

Result<std::string> ask_new_password() {
  std::string line;
  if (!is_at_terminal()) {
    if (!std::getline(std::cin, line)) {
      return Error{ErrorCode::invalid,
                   "There is no password on standard input; write it there, or "
                   "run this at a terminal."};
    }
    return line;
  }
  TRY(line, read_silently("New password for the admin page (at least 10 characters): "));
  TRY(const std::string again, read_silently("The same again: "));
  if (line != again) {
    return Error{ErrorCode::invalid, "The two are not the same; nothing was changed, try again."};
  }
  return line;
}

}  // namespace lintel::collector
