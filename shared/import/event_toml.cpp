#include "shared/import/event_toml.h"

#include <toml++/toml.h>
#include <algorithm>
#include <sstream>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

constexpr std::string_view top_keys[] = {"event", "answers", "rooms", "sessions"};

int line_of(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

// A scalar as people would have written it into a CSV cell; nothing for tables and lists.
std::optional<std::string> as_text(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return text->get();
  }
  std::ostringstream out;
  if (const auto* number = node.as_integer()) {
    out << number->get();
  } else if (const auto* truth = node.as_boolean()) {
    out << (truth->get() ? "yes" : "no");
  } else if (const auto* date = node.as_date()) {
    out << date->get();
  } else if (const auto* time = node.as_time()) {
    out << time->get();
  } else if (const auto* both = node.as_date_time(); both != nullptr && !both->get().offset) {
    out << both->get();
  } else {
    return std::nullopt;
  }
  return out.str();
}

class Reader {
 public:
  Reader(const SourceFile& file, Sink& sink) : file_(file), sink_(sink) {}

  RawEvent run(const toml::table& document) {
    RawEvent event;
    event.origin = at(0, "event.");
    for (const auto& [key, node] : document) {
      const std::string_view name = key.str();
      const int line = static_cast<int>(key.source().begin.line);
      if (name == "event") {
        event.origin = at(line, "event.");
        read_event_table(node, event);
      } else if (name == "answers") {
        read_answers(node, event);
      } else if (name == "rooms") {
        each_table(node, "rooms", [&](const toml::table& table, const Origin& origin) {
          event.rooms.push_back({origin, read_scalars(table, origin, room_keys)});
        });
      } else if (name == "sessions") {
        each_table(node, "sessions", [&](const toml::table& table, const Origin& origin) {
          event.sessions.push_back(read_session(table, origin));
        });
      } else {
        sink_.advise(at(line, ""), std::string{name}, unknown_key(name, top_keys));
      }
    }
    return event;
  }

 private:
  Origin at(int line, std::string prefix) const { return {file_.name, line, std::move(prefix)}; }

  static Origin on_line(Origin origin, int line) {
    origin.line = line;
    return origin;
  }

  void read_event_table(const toml::node& node, RawEvent& event) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) {
      sink_.error(at(line_of(node), ""), "event", "Write it as a table that begins with [event].");
      return;
    }
    event.fields = read_scalars(*table, event.origin, event_keys);
    if (const toml::node* const languages = table->get("languages")) {
      event.languages = read_list(*languages, event.origin, "languages", ",;");
    }
  }

  void read_answers(const toml::node& node, RawEvent& event) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) {
      sink_.error(at(line_of(node), ""), "answers", "Write it as a table: [answers].");
      return;
    }
    event.answers = read_scalars(*table, at(line_of(node), "answers."), answer_keys);
  }

  template <class Visit>
  void each_table(const toml::node& node, const std::string& name, Visit visit) {
    const toml::array* const list = node.as_array();
    const std::size_t count_max = name == "rooms" ? limits::rooms_max : limits::sessions_max;
    if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
      if (list == nullptr || !list->empty()) {
        sink_.error(at(line_of(node), ""), name, "Begin each of them with [[" + name + "]].");
      }
      return;
    }
    if (list->size() > count_max) {
      sink_.error(at(line_of(node), ""), name,
                  "There are more than " + std::to_string(count_max) + "; take some out.");
      return;
    }
    std::size_t index = 0;
    for (const toml::node& one : *list) {
      const std::string prefix = name + "[" + std::to_string(index++) + "].";
      visit(*one.as_table(), at(line_of(one), prefix));
    }
  }

  // Lists are left to the caller; everything else has to be a scalar of a known name.
  RawFields read_scalars(const toml::table& table, const Origin& origin,
                         std::span<const std::string_view> known) {
    RawFields fields;
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      const int line = static_cast<int>(key.source().begin.line);
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        sink_.advise(on_line(origin, line), std::string{name}, unknown_key(name, known));
        continue;
      }
      if (name == "languages" || name == "presenters" || name == "suggestions") {
        continue;
      }
      const auto text = as_text(node);
      if (!text) {
        sink_.error(on_line(origin, line), std::string{name},
                    "This has to be a single text, number, date or time without an offset.");
        continue;
      }
      fields.set(name, name == "challenge" ? clean_paragraph(*text) : clean_line(*text), line);
    }
    return fields;
  }

  std::vector<std::string> read_list(const toml::node& node, const Origin& origin,
                                     const std::string& name, std::string_view separators) {
    if (const auto* text = node.as_string()) {
      return pieces(text->get(), separators);
    }
    std::vector<std::string> values;
    const toml::array* const list = node.as_array();
    const bool texts = list != nullptr && (list->empty() || list->is_homogeneous<std::string>());
    if (!texts) {
      sink_.error(on_line(origin, line_of(node)), name,
                  "Write a list of texts, such as [\"one\", \"two\"].");
      return values;
    }
    for (const toml::node& one : *list) {
      if (std::string value = clean_line(one.as_string()->get()); !value.empty()) {
        values.push_back(std::move(value));
      }
    }
    return values;
  }

  RawSession read_session(const toml::table& table, const Origin& origin) {
    RawSession session;
    session.origin = origin;
    session.fields = read_scalars(table, origin, session_keys);
    if (const toml::node* const presenters = table.get("presenters")) {
      session.presenters = read_list(*presenters, origin, "presenters", ";\n");
    }
    if (const toml::node* const suggestions = table.get("suggestions")) {
      session.suggestions = read_list(*suggestions, origin, "suggestions", ";\n");
    }
    return session;
  }

  const SourceFile& file_;
  Sink& sink_;
};

}  // namespace

std::optional<RawEvent> read_event_toml(const SourceFile& file, Sink& sink) {
  try {
    const toml::table document = toml::parse(file.bytes, file.name);
    return Reader{file, sink}.run(document);
  } catch (const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line);
    const std::string reason = clean_line(error.description());
    const bool time = reason.find("time") != std::string::npos;
    sink.error({file.name, line, ""}, "",
               "This is not valid TOML: " + reason +
                   (time ? "; put times into quotes, such as \"10:45\"." : "."));
  }
  return std::nullopt;
}

}  // namespace lintel::import
