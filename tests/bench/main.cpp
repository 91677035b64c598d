// lintel_bench [--report FILE] [--data FOLDER] [--only PART]: measures the real programs of this
// build and prints a table. Figures are compared with something bare in the same run, because
// machines differ. Exit code 0: measured; whether a budget is met stands in the table and in the
// file.
#include <cstdio>
#include <filesystem>
#include <map>

#include "tests/bench/http_load.h"
#include "tests/bench/parts.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::bench {
namespace {

Status measure(const Setting& setting, const std::string& only, Figures& figures) {
  struct Part {
    const char* name;
    Status (*run)(const Setting&, Figures&);
  };
  TRY_DO(prepare_tablet(setting));
  for (const Part& part :
       {Part{"first frame and memory", measure_start}, Part{"taps", measure_taps},
         Part{"large day", measure_board}, Part{"scrolling", measure_scroll},
         Part{"backlog", measure_backlog}, Part{"slow clients", measure_slow_clients},
         Part{"storm", measure_storm}, Part{"sixty idle seconds", measure_idle}}) {
    if (std::string{part.name}.find(only) == std::string::npos) {
      continue;
    }
    std::fprintf(stderr, "lintel: measuring: %s\n", part.name);
    TRY_DO(part.run(setting, figures));
  }
  return ok();
}

int run(int argc, char** argv) {
  std::map<std::string, std::string> options{{"--data", "."}};
  for (int i = 1; i + 1 < argc; i += 2) {
    options[argv[i]] = argv[i + 1];
  }
  allow_many_files();
  const std::string folder = options["--data"] + "/bench-data";
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  std::filesystem::create_directories(folder, error);
  auto server = e2e::XServer::start(1280, 1280);
  if (error || !server) {
    std::fprintf(stderr, "lintel: error: %s\n",
                 error ? ("Cannot make " + folder + ": make its parent writable.").c_str()
                       : server.error().message.c_str());
    return 1;
  }
  Figures figures;
  const Status outcome = measure({folder, (*server)->display()}, options["--only"], figures);
  std::printf("%s", to_table(figures).c_str());
  std::filesystem::remove_all(folder, error);
  if (!outcome) {
    std::fprintf(stderr, "lintel: error: %s\n", outcome.error().message.c_str());
    return 1;
  }
  if (!options["--report"].empty()) {
    e2e::write_text(options["--report"], to_json(figures));
  }
  return 0;
}

}  // namespace
}  // namespace lintel::bench

int main(int argc, char** argv) {
  return lintel::bench::run(argc, argv);
}
