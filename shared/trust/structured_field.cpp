#include "shared/trust/structured_field.h"

#include <algorithm>
#include <cassert>

#include "shared/trust/limits.h"

namespace lintel::trust::field {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_printable(char c) {
  return c >= 0x20 && c <= 0x7E;
}
bool is_one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}
bool is_key_start(char c) {
  return is_lower(c) || c == '*';
}
bool is_key(char c) {
  return is_key_start(c) || is_digit(c) || is_one_of(c, "_-.");
}
bool is_token_start(char c) {
  return is_letter(c) || c == '*';
}
bool is_token(char c) {
  return is_letter(c) || is_digit(c) || is_one_of(c, "!#$%&'*+-.^_`|~:/");
}
bool is_base64(char c) {
  return is_letter(c) || is_digit(c) || is_one_of(c, "+/=");
}

// Digits an integer may have (RFC 9651, 3.3.1): 15, so that it fits a double, too.
constexpr std::size_t integer_digits_max = 15;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Dictionary> dictionary() {
    Dictionary members;
    skip(" ");
    while (!done()) {
      TRY(std::string name, key());
      if (find(members, name) != nullptr) {
        return wrong("a key is given twice");
      }
      if (members.size() == limits::field_members_max) {
        return Error{ErrorCode::limit, "it has too many members."};
      }
      TRY(auto value, member_value());
      members.push_back({std::move(name), std::move(value)});
      skip(" \t");
      if (done()) {
        break;
      }
      if (!take(',')) {
        return wrong("a comma is expected");
      }
      skip(" \t");
      if (done()) {
        return wrong("it ends with a comma");
      }
    }
    return members;
  }

 private:
  bool done() const { return at_ == text_.size(); }
  bool sees(char c) const { return !done() && text_[at_] == c; }
  bool take(char c) {
    if (!sees(c)) {
      return false;
    }
    ++at_;
    return true;
  }
  void skip(std::string_view set) {
    while (!done() && is_one_of(text_[at_], set)) {
      ++at_;
    }
  }
  std::string_view take_while(bool (*wanted)(char)) {
    const std::size_t start = at_;
    while (!done() && wanted(text_[at_])) {
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }
  Error wrong(const std::string& what) const {
    return {ErrorCode::invalid, what + " at character " + std::to_string(at_ + 1) + "."};
  }

  Result<std::string> key() {
    if (done() || !is_key_start(text_[at_])) {
      return wrong("a key is expected");
    }
    const std::string_view name = take_while(is_key);
    if (name.size() > limits::field_key_bytes_max) {
      return Error{ErrorCode::limit, "a key is too long."};
    }
    return std::string{name};
  }

  Result<std::variant<Item, InnerList>> member_value() {
    using Value = std::variant<Item, InnerList>;
    if (!take('=')) {
      TRY(auto flags, parameters());
      return Value{Item{Bare{true}, std::move(flags)}};
    }
    if (sees('(')) {
      TRY(InnerList list, inner_list());
      return Value{std::move(list)};
    }
    TRY(Item one, item());
    return Value{std::move(one)};
  }

  Result<InnerList> inner_list() {
    InnerList list;
    take('(');
    for (;;) {
      skip(" ");
      if (take(')')) {
        TRY(list.parameters, parameters());
        return list;
      }
      if (list.items.size() == limits::field_items_max) {
        return Error{ErrorCode::limit, "a list has too many items."};
      }
      TRY(Item one, item());
      list.items.push_back(std::move(one));
      if (!sees(' ') && !sees(')')) {
        return wrong("a space or a closing bracket is expected");
      }
    }
  }

  Result<Item> item() {
    Item one;
    TRY(one.value, bare());
    TRY(one.parameters, parameters());
    return one;
  }

  Result<std::vector<Parameter>> parameters() {
    std::vector<Parameter> list;
    while (take(';')) {
      skip(" ");
      Parameter parameter;
      TRY(parameter.key, key());
      if (find(list, parameter.key) != nullptr) {
        return wrong("a parameter is given twice");
      }
      if (list.size() == limits::field_parameters_max) {
        return Error{ErrorCode::limit, "it has too many parameters."};
      }
      parameter.value = true;
      if (take('=')) {
        TRY(parameter.value, bare());
      }
      list.push_back(std::move(parameter));
    }
    return list;
  }

  Result<Bare> bare() {
    if (done()) {
      return wrong("a value is expected");
    }
    const char first = text_[at_];
    if (first == '"') {
      return string();
    }
    if (first == ':') {
      return byte_sequence();
    }
    if (first == '?') {
      return boolean();
    }
    if (first == '-' || is_digit(first)) {
      return integer();
    }
    if (is_token_start(first)) {
      return Bare{Token{std::string{take_while(is_token)}}};
    }
    return wrong("a value is expected");
  }

  Result<Bare> string() {
    std::string value;
    take('"');
    while (!done()) {
      if (take('"')) {
        return Bare{std::move(value)};
      }
      if (take('\\') && !sees('"') && !sees('\\')) {
        return wrong("an escape is unknown");
      }
      if (done() || !is_printable(text_[at_])) {
        break;
      }
      value.push_back(text_[at_++]);
    }
    return wrong("a string does not end");
  }

  Result<Bare> byte_sequence() {
    take(':');
    const std::string_view base64 = take_while(is_base64);
    if (!take(':')) {
      return wrong("bytes in base64 do not end");
    }
    return Bare{Bytes{std::string{base64}}};
  }

  Result<Bare> boolean() {
    take('?');
    if (take('1')) {
      return Bare{true};
    }
    if (take('0')) {
      return Bare{false};
    }
    return wrong("?0 or ?1 is expected");
  }

  Result<Bare> integer() {
    const bool negative = take('-');
    const std::string_view digits = take_while(is_digit);
    if (digits.empty() || digits.size() > integer_digits_max || sees('.')) {
      return wrong("a whole number of at most 15 digits is expected");
    }
    std::int64_t value = 0;
    for (const char digit : digits) {
      value = value * 10 + (digit - '0');
    }
    return Bare{negative ? -value : value};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void append(std::string& out, const Bare& bare) {
  struct Writer {
    std::string& out;
    void operator()(bool value) const { out += value ? "?1" : "?0"; }
    void operator()(std::int64_t value) const { out += std::to_string(value); }
    void operator()(const std::string& value) const {
      out.push_back('"');
      for (const char c : value) {
        assert(is_printable(c));
        if (c == '"' || c == '\\') {
          out.push_back('\\');
        }
        out.push_back(c);
      }
      out.push_back('"');
    }
    void operator()(const Token& value) const { out += value.text; }
    void operator()(const Bytes& value) const { out += ":" + value.base64 + ":"; }
  };
  std::visit(Writer{out}, bare);
}

void append(std::string& out, const std::vector<Parameter>& parameters) {
  for (const Parameter& parameter : parameters) {
    out += ";" + parameter.key;
    if (parameter.value != Bare{true}) {
      out.push_back('=');
      append(out, parameter.value);
    }
  }
}

template <class List>
auto* find_by_key(const List& list, std::string_view key) {
  const auto found =
      std::find_if(list.begin(), list.end(), [key](const auto& one) { return one.key == key; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

Result<Dictionary> parse_dictionary(std::string_view text) {
  if (text.size() > limits::signature_header_bytes_max) {
    return Error{ErrorCode::limit, "it is too long."};
  }
  return Parser{text}.dictionary();
}

const Member* find(const Dictionary& dictionary, std::string_view key) {
  return find_by_key(dictionary, key);
}

const Parameter* find(const std::vector<Parameter>& parameters, std::string_view key) {
  return find_by_key(parameters, key);
}

std::string serialize(const InnerList& list) {
  std::string out = "(";
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i > 0) {
      out.push_back(' ');
    }
    append(out, list.items[i].value);
    append(out, list.items[i].parameters);
  }
  out.push_back(')');
  append(out, list.parameters);
  return out;
}

}  // namespace lintel::trust::field
