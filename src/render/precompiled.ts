/** The built-in templates as Handlebars compiles them, which takes longer than running them does in a small book. */
export interface Precompiled {
  /** The helpers that they were compiled for. */
  helpers: readonly string[];
  /** What the numbers of places in them mean: a template, and where the piece begins and ends in it. */
  places: readonly (readonly [path: string, start: number, end: number])[];
  /** By path in templates/: the text that was compiled, the partials that it includes, what Handlebars made of it. */
  templates: Readonly<
    Record<string, { text: string; includes: readonly string[]; template: TemplateSpecification }>
  >;
}

/**
 * `scripts/compile.mjs` puts the templates in the place of this file: see `precompile`. A program that runs from its
 * sources has none, and compiles them when it starts.
 */
export const PRECOMPILED: Precompiled | undefined = undefined;
