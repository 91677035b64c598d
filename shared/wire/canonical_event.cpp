#include "shared/wire/canonical_event.h"

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/cloudevents.h"

namespace lintel::wire {
namespace {

// Walks over bytes that are expected to be exactly so. Once something is not, ok() stays false
// and everything that follows is skipped.
class Walker {
 public:
  explicit Walker(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

  Walker& expect(std::string_view literal) {
    ok_ = ok_ && rest_.starts_with(literal);
    if (ok_) {
      rest_.remove_prefix(literal.size());
    }
    return *this;
  }
  bool take(std::string_view literal) {
    if (!ok_ || !rest_.starts_with(literal)) {
      return false;
    }
    rest_.remove_prefix(literal.size());
    return true;
  }
  Walker& uuid(Uuid& id) {
    constexpr std::size_t length = 36;
    const auto parsed = ok_ && rest_.size() >= length ? Uuid::parse(rest_.substr(0, length))
                                                      : Result<Uuid>{Error{}};
    ok_ = static_cast<bool>(parsed);
    if (ok_) {
      id = *parsed;
      rest_.remove_prefix(length);
    }
    return *this;
  }
  // The inside of a JSON string up to its closing quote, which is taken too.
  Walker& text(std::string& value, std::size_t bytes_max) {
    value.clear();
    while (ok_) {
      std::size_t plain = 0;
      while (plain < rest_.size() && rest_[plain] != '"' && rest_[plain] != '\\') {
        ++plain;
      }
      ok_ = plain < rest_.size() && value.size() + plain <= bytes_max;
      if (!ok_) {
        break;
      }
      value.append(rest_.substr(0, plain));
      rest_.remove_prefix(plain);
      if (take("\"")) {
        break;
      }
      ok_ = unescape(value);
    }
    ok_ = ok_ && value.size() <= bytes_max;
    return *this;
  }
  Walker& texts(std::vector<std::string>& values, std::size_t count_max, std::size_t bytes_max) {
    expect("[");
    while (ok_ && !take("]")) {
      ok_ = values.size() < count_max && (values.empty() || take(",")) && take("\"");
      text(values.emplace_back(), bytes_max);
    }
    return *this;
  }
  Walker& digits(std::vector<int>& values, std::size_t count_max) {
    expect("[");
    while (ok_ && !take("]")) {
      ok_ = values.size() < count_max && (values.empty() || take(",")) && !rest_.empty() &&
            rest_.front() >= '1' && rest_.front() <= '8';
      if (ok_) {
        values.push_back(rest_.front() - '0');
        rest_.remove_prefix(1);
      }
    }
    return *this;
  }

 private:
  // The two-character escapes; what else encode() escapes never stands in a clean text.
  bool unescape(std::string& value) {
    constexpr std::string_view letters = "\"\\bfnrt";
    constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    const std::size_t which = rest_.size() < 2 ? letters.npos : letters.find(rest_[1]);
    if (which == letters.npos) {
      return false;
    }
    value += meanings[which];
    rest_.remove_prefix(2);
    return true;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::optional<CanonicalEvent> read_canonical(std::string_view bytes) {
  CanonicalEvent event;
  Response& response = event.response;
  Walker walker{bytes};
  walker.expect(R"({"specversion":"1.0","id":")").uuid(response.id);
  walker.expect(R"(","source":"urn:lintel:device:)").uuid(event.device);
  walker.expect(R"(","type":"org.lintel.response.v1","subject":")");
  walker.text(response.session.value, limits::id_bytes_max);
  walker.expect(R"(,"datacontenttype":"application/json","data":{"event":")");
  walker.text(response.event.value, limits::id_bytes_max);
  walker.expect(R"(,"purpose":"exit","form":")");
  walker.text(response.form, limits::key_bytes_max).expect(R"(,"answers":{"use":")");
  walker.text(response.use, limits::key_bytes_max).expect(R"(,"try":)");
  walker.digits(response.tried, limits::suggestions_max).expect(R"(,"help":)");
  walker.texts(response.help, limits::form_keys_max, limits::key_bytes_max).expect("}}}");
  if (!walker.done() || find_form(response.form) == nullptr ||
      encode(response, event.device) != bytes) {
    return std::nullopt;
  }
  return event;
}

}  // namespace lintel::wire
