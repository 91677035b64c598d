// What was measured: a list of named figures, as a table for people and JSON for comparisons.
#pragma once

#include <string>
#include <vector>

namespace lintel::bench {

struct Figure {
  std::string name;  // "first frame"
  std::string unit;  // "ms"
  double ours = 0;
  double base = 0;      // the bare thing beside it in the same run; 0: there is none
  std::string base_is;  // "bare ImGui + GLFW window"
  std::string budget;   // DESIGN section 9; may be empty
  bool within = true;   // of the budget
};
using Figures = std::vector<Figure>;

std::string to_table(const Figures& figures);
std::string to_json(const Figures& figures);

// The value below which `part` (0..1) of the values lie; 0 for none.
double quantile(std::vector<double> values, double part);
inline double median(std::vector<double> values) {
  return quantile(std::move(values), 0.5);
}

}  // namespace lintel::bench
