#include "tests/support/sample_words.h"

namespace lintel::kiosk::samples {
namespace {

PairingView waiting(Kind kind) {
  PairingView view;
  view.kicker = pick(kind, "PAIRING", "VINCULAR");
  view.title = pick(kind, "Let this tablet in", "Deja entrar a esta tableta");
  view.hint = pick(kind,
                   "On the admin page, under Tablets, find this code, compare the four words, and "
                   "choose “Let in”.",
                   "En la página de administración, en «Tablets», busca este código, compara las "
                   "cuatro palabras y elige «Let in».");
  view.code_label = pick(kind, "CODE", "CÓDIGO");
  view.code = "WMQX-GMWZ";  // as wide as a code can be
  view.words_label = pick(kind, "FOUR WORDS, THE SAME ON BOTH SCREENS",
                          "CUATRO PALABRAS, IGUALES EN AMBAS PANTALLAS");
  view.words = {"maple", "river", "lantern", "workshop"};
  view.standing_tone = Tone::good;
  view.standing = pick(kind, "Waiting for somebody to let this tablet in",
                       "Esperando a que alguien deje entrar a esta tableta");
  return view;
}

View without_day(Kind kind, PairingView view) {
  View out = with(kind, std::move(view), Place::bare);
  out.chrome.subtitle.clear();
  out.chrome.clock.clear();
  out.chrome.languages.clear();
  out.chrome.status_tone = Tone::trouble;
  out.chrome.status =
      pick(kind, "This tablet needs pairing by staff", "El personal debe vincular esta tableta");
  out.chrome.status_short = pick(kind, "Needs pairing by staff", "Falta vincular la tableta");
  return out;
}

}  // namespace

View pairing(Kind kind) {
  return without_day(kind, waiting(kind));
}

View pairing_wanted(Kind kind) {
  PairingView view = waiting(kind);
  view.words.clear();
  view.words_hint = pick(kind, "They appear once the collector has been reached.",
                         "Aparecen en cuanto se llega al servidor.");
  view.standing_tone = Tone::waiting;
  view.standing = pick(kind, "The collector cannot be reached yet · it is tried again and again",
                       "Aún no se llega al servidor · se intenta una y otra vez");
  View out = without_day(kind, view);
  out.chrome.title = pick(kind, "New tablet", "Tableta nueva");
  return out;
}

View pairing_refused(Kind kind) {
  PairingView view;
  view.kicker = pick(kind, "PAIRING", "VINCULAR");
  view.title = pick(kind, "This tablet was turned away", "Esta tableta fue rechazada");
  view.hint = pick(kind, "Ask whoever looks after the results why, then ask again.",
                   "Pregunta el motivo a quien cuida los resultados y vuelve a pedirlo.");
  view.standing = pick(kind, "Nothing is lost meanwhile.", "Mientras tanto no se pierde nada.");
  view.again = pick(kind, "Ask again", "Pedir otra vez");
  return without_day(kind, view);
}

View pairing_sheet(Kind kind) {
  View out = door(kind);
  out.chrome.status_tone = Tone::trouble;
  out.chrome.status =
      pick(kind, "This tablet needs pairing by staff · answers are safe here",
           "El personal debe vincular esta tableta · las respuestas están a salvo aquí");
  out.chrome.status_short = pick(kind, "Needs pairing by staff", "Falta vincular la tableta");
  out.chrome.pairing = pick(kind, "Pair", "Vincular");
  PairingView view = waiting(kind);
  view.close = pick(kind, "Close", "Cerrar");
  out.overlay = view;
  return out;
}

}  // namespace lintel::kiosk::samples
