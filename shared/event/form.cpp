#include "shared/event/form.h"

namespace lintel {

const Form& exit_form() {
  static const Form form{
      "exit/1",
      {"yes-this-week", "yes-with-help", "not-sure", "not-for-me"},
      {"time", "materials", "see-it", "permission", "how"},
      {"working", "not-working", "used-to-work"},
  };
  return form;
}

bool asks_ideas(std::string_view use) {
  return use == "yes-this-week" || use == "yes-with-help";
}

bool asks_help(std::string_view use) {
  return use == "yes-with-help" || use == "not-sure";
}

bool means_will_use(std::string_view use) {
  return use == "yes-this-week" || use == "yes-with-help";
}

}  // namespace lintel
