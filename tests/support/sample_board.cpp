#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {

namespace {

BoardCell cell(std::string title, std::string byline, CellKind kind = CellKind::normal) {
  return {kind, "", std::move(title), std::move(byline), ""};
}

}  // namespace

View board(Kind kind) {
  BoardView view;
  view.columns = {
      {"10:00", pick(kind, " · now", " · ahora")}, {"11:00", ""}, {"1:00", ""}, {"2:00", ""}};
  view.now_column = 0;
  const std::string free = pick(kind, "Free", "Libre");
  const std::string group = pick(kind, "Group work without the free riders",
                                 "Trabajo en grupo sin que nadie se aproveche");
  BoardCell away{CellKind::moved_away, "", group, "", pick(kind, "→ Library", "→ Biblioteca")};
  BoardCell here{CellKind::moved_here, "", group, "",
                 pick(kind, "moved from 204", "viene de la 204")};
  BoardCell cancelled{CellKind::cancelled, pick(kind, "Cancelled", "Cancelada"),
                      pick(kind, "Seats that work for everyone", "Asientos que sirven para todos"),
                      "", ""};
  view.rows = {
      {"204",
       pick(kind, "you are here", "estás aquí"),
       {{cell(pick(kind, "Greet us at the door", "Salúdanos en la puerta", long_title),
              pick(kind, "Amara, Luis, Mei", "Amara, Luis, Mei", "Wilhelmina-Katharina, 王小明"),
              CellKind::now)},
        {cell(pick(kind, "Homework that fits around a job",
                   "Deberes compatibles con un trabajo de tarde"),
              "Devon, Priya")},
        {away},
        {cell(pick(kind, "Say our names right", "Decid bien nuestros nombres",
                   "私たちの名前を正しく呼んでください"),
              "Nour, Tama")}}},
      {"206",
       "",
       {{cell(pick(kind, "What late work is really about", "Lo que hay detrás de entregar tarde"),
              "Jo, Hana")},
        {cell(pick(kind, "Quiet students have answers too", "Quien calla también tiene respuestas"),
              "Sofia, Ken, Ade")},
        {cell(pick(kind, "Phones: a deal we would keep", "Móviles: un trato que cumpliríamos"),
              "Max, Lena")},
        {cell(pick(kind, "Feedback we can use tomorrow", "Comentarios que sirven para mañana"),
              "Iris, Omar")}}},
      {pick(kind, "Gym", "Gimnasio"),
       "",
       {{cell(pick(kind, "When a test day goes wrong", "Cuando un día de examen sale mal"),
              "Bea, Raj")},
        {cancelled},
        {cell(pick(kind, "Belonging is built on Mondays", "El grupo se construye los lunes"),
              "Kai, Elif")},
        {cell(pick(kind, "Our languages at school", "Nuestras lenguas en el instituto"),
              "Ana, Minh, Yusuf")}}},
      {pick(kind, "Library", "Biblioteca", "Performing Arts Rehearsal Hall B"),
       "",
       {{cell(free, "", CellKind::free)},
        {cell(pick(kind, "Reading we would choose", "Las lecturas que elegiríamos"), "Zoe, Ben")},
        {here},
        {cell(pick(kind, "A perfect school day", "Un día perfecto en clase"),
              pick(kind, "Whole team", "Todo el equipo"))}}}};
  return with(kind, view, Tab::all_rooms);
}

View board_of(int rooms, int columns) {
  View out = board(Kind::english);
  BoardView view;
  const auto& few = std::get<BoardView>(out.screen);
  view.now_column = columns / 2;
  for (int c = 0; c < columns; ++c) {
    view.columns.push_back({std::to_string(8 + c) + ":00", c == view.now_column ? " · now" : ""});
  }
  for (int r = 0; r < rooms; ++r) {
    BoardRow row;
    row.room = std::to_string(201 + r);
    row.note = r == rooms / 2 ? "you are here" : "";
    for (int c = 0; c < columns; ++c) {
      const auto& source = few.rows[static_cast<std::size_t>((r + c) % 4)].cells;
      auto cells = source[static_cast<std::size_t>(c % 4)];
      if ((r * 5 + c) % 11 == 3) {
        cells.push_back(cell("Drop-in corner", "Whole team"));
      }
      for (BoardCell& each : cells) {
        if (each.kind == CellKind::now) {
          each.kind = CellKind::normal;
        }
        if (each.kind == CellKind::normal && c == view.now_column) {
          each.kind = CellKind::now;
        }
      }
      row.cells.push_back(cells);
    }
    view.rows.push_back(row);
  }
  out.screen = view;
  return out;
}

}  // namespace lintel::kiosk::samples
