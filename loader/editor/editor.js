// Puts an editor of SPARQL in the place of a text field: remitEditor(field, run) returns {get, set, mark}.
// Tab is left to the browser, so that a keyboard gets out again; the words around it are those of the field.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool, tags.url], color: "var(--said)" },
  { tag: [tags.variableName], color: "var(--open)" },
  { tag: [tags.comment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.invalid], textDecoration: "underline wavy" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--shade)", border: "1px solid var(--soft)", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.5", maxHeight: "30rem", minHeight: "12rem", overflow: "auto" },
  ".cm-content": { padding: ".7em 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--shade)", borderRight: "1px solid var(--line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--accent-soft)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  ".wrong-line": { backgroundColor: "var(--wrong)" },
});

// The line of a mistake is marked until the text changes.
const put = StateEffect.define();
const marked = StateField.define({
  create: () => Decoration.none,
  update: (marks, change) => {
    const told = change.effects.find((effect) => effect.is(put));
    if (told) return Decoration.set([Decoration.line({ class: "wrong-line" }).range(told.value)]);
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function named(field) {
  const about = { "aria-labelledby": field.labels[0].id, spellcheck: "false", autocapitalize: "off" };
  return { ...about, "aria-describedby": field.getAttribute("aria-describedby"), tabindex: "0" };
}

function remitEditor(field, run) {
  const view = new EditorView({
    doc: field.value,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
      lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), EditorView.lineWrapping,
      sparql(), syntaxHighlighting(colours), look, marked, keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of(named(field)),
      EditorView.updateListener.of((change) => { if (change.docChanged) field.value = change.state.doc.toString(); }),
    ],
  });
  field.before(view.dom);
  field.hidden = true;
  field.labels[0].addEventListener("click", () => view.focus());
  return {
    get: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } }),
    mark: (number, column) => {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      const anchor = Math.min(line.from + Math.max(column - 1, 0), line.to);
      view.dispatch({ effects: put.of(line.from), selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
  };
}

window.remitEditor = remitEditor;
