#include "shared/wire/disclosure_json.h"

#include <array>
#include <utility>

#include "shared/core/limits.h"
#include "shared/wire/json_read.h"

namespace lintel::wire {
namespace {

// 5,000 sessions, of a dozen tablets each.
constexpr std::size_t shown_file_bytes_max = 64 * 1024 * 1024;
constexpr long long count_max = 100'000'000;

// Names as they stand in the file, in the order of the enumeration.
constexpr std::array<std::string_view, 3> close_names{"open", "by-rule", "by-adult"};
constexpr std::array<std::string_view, 3> memory_names{"whole", "regaining", "lost"};
constexpr std::array<std::string_view, 3> ending_names{"none", "shown-anyway", "pooled"};

template <class Value, std::size_t size>
Result<Value> read_named(const Members& members, const char* member,
                         const std::array<std::string_view, size>& names) {
  TRY(const std::string text, members.text(member, limits::key_bytes_max));
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at] == text) {
      return static_cast<Value>(at);
    }
  }
  return field_error(members.field(member), "is none of its values.");
}

template <class Value, std::size_t size>
Json named(Value value, const std::array<std::string_view, size>& names) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

Json counts_json(const Counts<std::string>& counts) {
  Json json = Json::object();
  for (const auto& [key, count] : counts) {
    json[key] = count;
  }
  return json;
}

Json to_json(const Cut& cut) {
  Json tried = Json::object();
  for (const auto& [number, count] : cut.tally.tried) {
    tried[std::to_string(number)] = count;
  }
  Json from = Json::object();
  for (const auto& [device, share] : cut.shares) {
    from[device.text()] = {share.answers, share.bursts_min, share.bursts_max};
  }
  return Json{{"answers", cut.tally.answers},
              {"use", counts_json(cut.tally.use)},
              {"try", std::move(tried)},
              {"help", counts_json(cut.tally.help)},
              {"from", std::move(from)}};
}

Result<Counts<std::string>> read_counts(const Members& members, const char* name) {
  TRY(const Json* const object, members.object(name));
  Counts<std::string> counts;
  for (const auto& [key, value] : object->items()) {
    TRY(const long long count,
        Members(*object, members.field(name) + ".").number(key.c_str(), 0, count_max));
    counts[key] = static_cast<int>(count);
  }
  return counts;
}

Result<Counts<int>> read_tried(const Members& members) {
  TRY(const auto by_text, read_counts(members, "try"));
  Counts<int> tried;
  for (const auto& [text, count] : by_text) {
    if (text.size() != 1 || text[0] < '1' || text[0] > '8') {
      return field_error(members.field("try"), "a suggestion's number is from 1 to 8.");
    }
    tried[text[0] - '0'] = count;
  }
  return tried;
}

Result<Share> read_share(const Json& json, const std::string& field) {
  constexpr std::size_t numbers = 3;
  if (!json.is_array() || json.size() != numbers) {
    return field_error(field, "must be three numbers.");
  }
  std::array<int, numbers> share{};
  for (std::size_t at = 0; at < numbers; ++at) {
    const auto* const number = json[at].get_ptr<const Json::number_integer_t*>();
    if (number == nullptr || *number < 0 || *number > count_max) {
      return field_error(field, "must be three numbers.");
    }
    share[at] = static_cast<int>(*number);
  }
  return Share{share[0], share[1], share[2]};
}

Result<Cut> read_cut(const Json& json, const std::string& field) {
  const Members members{json, field + "."};
  Cut cut;
  TRY(const long long answers, members.number("answers", 0, count_max));
  cut.tally.answers = static_cast<int>(answers);
  TRY(cut.tally.use, read_counts(members, "use"));
  TRY(cut.tally.tried, read_tried(members));
  TRY(cut.tally.help, read_counts(members, "help"));
  TRY(const Json* const from, members.object("from"));
  for (const auto& [text, share] : from->items()) {
    TRY(const Uuid device, Uuid::parse(text));
    TRY(cut.shares[device], read_share(share, members.field("from")));
  }
  return cut;
}

Json to_json(const Disclosure& disclosure) {
  return Json{{"close", named(disclosure.close, close_names)},
              {"memory", named(disclosure.memory, memory_names)},
              {"ending", named(disclosure.ending, ending_names)},
              {"shown", to_json(disclosure.shown)},
              {"candidate", disclosure.candidate ? to_json(*disclosure.candidate) : Json(nullptr)}};
}

Result<Disclosure> read_disclosure(const Json& json, const std::string& path) {
  const Members members{json, path};
  Disclosure disclosure;
  TRY(disclosure.close, read_named<TopicClose>(members, "close", close_names));
  TRY(disclosure.memory, read_named<Memory>(members, "memory", memory_names));
  TRY(disclosure.ending, read_named<Ending>(members, "ending", ending_names));
  TRY(const Json* const shown, members.object("shown"));
  TRY(disclosure.shown, read_cut(*shown, members.field("shown")));
  if (members.find("candidate") != nullptr) {
    TRY(const Json* const candidate, members.object("candidate"));
    TRY(disclosure.candidate, read_cut(*candidate, members.field("candidate")));
  }
  return disclosure;
}

Json to_json(const Pool& pool) {
  Json tablets = Json::array();
  for (const Uuid& tablet : pool.tablets) {
    tablets.push_back(tablet.text());
  }
  return Json{{"answers", pool.answers},
              {"sessions", pool.sessions},
              {"tablets", std::move(tablets)},
              {"use", counts_json(pool.use)}};
}

Result<Pool> read_pool(const Json& json, const std::string& path) {
  const Members members{json, path};
  Pool pool;
  TRY(const long long answers, members.number("answers", 0, count_max));
  TRY(const long long sessions, members.number("sessions", 0, count_max));
  pool.answers = static_cast<int>(answers);
  pool.sessions = static_cast<int>(sessions);
  TRY(pool.use, read_counts(members, "use"));
  TRY(const Json* const tablets, members.array("tablets", shown_file_bytes_max));
  for (const Json& one : *tablets) {
    TRY(const Uuid tablet, Uuid::parse(one.is_string() ? one.get<std::string>() : std::string{}));
    pool.tablets.insert(tablet);
  }
  return pool;
}

Result<Json> parse_object(std::string_view text, const std::string& what) {
  TRY(Json json, parse_json(text, shown_file_bytes_max, what));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, what + " is no JSON object."};
  }
  return json;
}

Result<std::pair<Topic, Disclosure>> read_topic(const Json& json) {
  if (!json.is_object()) {
    return field_error("topics", "must hold objects only.");
  }
  const Members members{json, "topics."};
  Topic topic;
  TRY(topic.event.value, members.text("event", limits::id_bytes_max));
  TRY(const std::string purpose, members.text("purpose", limits::key_bytes_max));
  TRY(topic.purpose, parse_purpose(purpose));
  TRY(topic.session.value, members.text("session", limits::id_bytes_max, Presence::optional));
  TRY(const Json* const state, members.object("state"));
  TRY(Disclosure disclosure, read_disclosure(*state, "topics.state."));
  return std::pair{std::move(topic), std::move(disclosure)};
}

}  // namespace

std::string encode(const Disclosure& disclosure) {
  return to_json(disclosure).dump();
}

Result<Disclosure> decode_disclosure(std::string_view text) {
  TRY(const Json json, parse_object(text, "What was shown of a session"));
  return read_disclosure(json, "");
}

std::string encode(const Pool& pool) {
  return to_json(pool).dump();
}

Result<Pool> decode_pool(std::string_view text) {
  TRY(const Json json, parse_object(text, "What was shown of other sessions"));
  return read_pool(json, "");
}

// A topic at a time: of a large event the whole tree would be many times its text.
std::string encode(const ShownFile& file) {
  Json pools = Json::object();
  for (const auto& [event, pool] : file.pools) {
    pools[event.value] = to_json(pool);
  }
  std::string text = R"({"collector":")" + file.collector.text() + R"(","pools":)" + pools.dump() +
                     R"(,"topics":[)";
  std::string_view separator;
  for (const auto& [topic, disclosure] : file.topics) {
    text += separator;
    text += Json{{"event", topic.event.value},
                 {"purpose", to_text(topic.purpose)},
                 {"session", topic.session.value},
                 {"state", to_json(disclosure)}}
                .dump();
    separator = ",";
  }
  return text + "]}\n";
}

Result<ShownFile> decode_shown_file(std::string_view text) {
  TRY(const Json json, parse_object(text, "shown.json"));
  const Members members{json, ""};
  ShownFile file;
  TRY(file.collector, members.uuid("collector"));
  TRY(const Json* const topics, members.array("topics", shown_file_bytes_max));
  for (const Json& one : *topics) {
    TRY(auto topic, read_topic(one));
    file.topics.insert(std::move(topic));
  }
  TRY(const Json* const pools, members.object("pools"));
  for (const auto& [event, pool] : pools->items()) {
    TRY(file.pools[EventId{event}], read_pool(pool, "pools."));
  }
  return file;
}

}  // namespace lintel::wire
