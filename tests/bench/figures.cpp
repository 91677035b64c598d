#include "tests/bench/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace lintel::bench {
namespace {

std::string number(double value) {
  char text[32];
  const int decimals = std::abs(value) >= 1000 ? 0 : std::abs(value) >= 100 ? 1 : 2;
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string padded(const std::string& text, std::size_t width) {
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

}  // namespace

std::string to_table(const Figures& figures) {
  std::string table = padded("", 34) + padded("Lintel", 18) + padded("beside it", 12) +
                      padded("ratio", 8) + "budget\n";
  for (const Figure& figure : figures) {
    table += padded(figure.name, 34) + padded(number(figure.ours) + " " + figure.unit, 18);
    table += padded(figure.base > 0 ? number(figure.base) : "", 12);
    table += padded(figure.base > 0 ? number(figure.ours / figure.base) : "", 8);
    table += figure.budget + (figure.within ? "" : "  NOT MET");
    table += figure.base_is.empty() ? "\n" : "  (beside: " + figure.base_is + ")\n";
  }
  return table;
}

std::string to_json(const Figures& figures) {
  auto list = nlohmann::ordered_json::array();
  for (const Figure& figure : figures) {
    nlohmann::ordered_json entry{
        {"name", figure.name}, {"unit", figure.unit}, {"ours", figure.ours}};
    if (figure.base > 0) {
      entry["base"] = figure.base;
      entry["base_is"] = figure.base_is;
      entry["ratio"] = figure.ours / figure.base;
    }
    if (!figure.budget.empty()) {
      entry["budget"] = figure.budget;
      entry["within_budget"] = figure.within;
    }
    list.push_back(std::move(entry));
  }
  return nlohmann::ordered_json{{"figures", std::move(list)}}.dump(2) + "\n";
}

double quantile(std::vector<double> values, double part) {
  if (values.empty()) {
    return 0;
  }
  const auto last = static_cast<double>(values.size() - 1);
  const auto place = static_cast<std::ptrdiff_t>(std::lround(part * last));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

}  // namespace lintel::bench
