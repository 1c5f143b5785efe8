import { dirname, extname } from 'node:path/posix';
import type { Element } from 'hast';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Source, Span } from '../diagnostics/source.js';
import { didYouMean, suggest } from '../diagnostics/suggest.js';
import Handlebars from './handlebars.js';
import { type Helper, STANDARD_HELPERS } from './helpers.js';
import { leftOut, type Pictures } from './left-out.js';
import { type Look, parseMarkup, xmlFaults } from './parse-markup.js';
import { PRECOMPILED, type Precompiled } from './precompiled.js';
import {
  ANY_PARTIAL,
  inlinePartials,
  type Names,
  prepareTemplate,
  VALUE_HELPER,
} from './prepare-template.js';
import { TemplateError } from './template-error.js';
import { cleanText, PLACE_CLOSE, PLACE_OPEN, TREE_CLOSE, TREE_OPEN, TreeValue } from './tree-value.js';

const PARTIALS = 'partials/';

/**
 * The templates of a book: the built-in ones, each replaced by the project's file of the same name. An instance has
 * its own Handlebars, so that books in one process cannot see each other's helpers.
 */
export class Templates {
  /** How many problems were met, those that were told before among them. */
  faults = 0;
  #diagnostics: Diagnostic[] = [];
  readonly #said = new Set<string>();
  readonly #handlebars = Handlebars.create();
  readonly #sources: Map<string, Source>;
  readonly #names: Names;
  readonly #places: (Span | undefined)[] = [];
  readonly #precompiled: Precompiled['templates'];
  readonly #includes = new Map<string, readonly string[]>();
  readonly #own: ReadonlyMap<string, Source>;
  readonly #compiled = new Map<string, Handlebars.TemplateDelegate | undefined>();

  /**
   * @param builtIn the package's templates and @param own the project's, by path in their folder (`reading.hbs`)
   * @param helpers what templates may call besides the standard helpers
   */
  constructor(
    builtIn: ReadonlyMap<string, Source>,
    own: ReadonlyMap<string, Source>,
    helpers: Record<string, Helper> = {},
  ) {
    this.#own = own;
    this.#sources = new Map([...builtIn, ...own].filter(([path]) => path.endsWith('.hbs')));
    const partials = [...this.#sources.keys()].filter((path) => path.startsWith(PARTIALS)).map(partialName);
    for (const name of ['log', 'helperMissing', 'blockHelperMissing'])
      this.#handlebars.unregisterHelper(name);
    const all: Record<string, Helper> = {
      ...(this.#handlebars.helpers as unknown as Record<string, Helper>),
      ...STANDARD_HELPERS,
      ...helpers,
    };
    this.#names = {
      helpers: new Set(Object.keys(all)),
      partials: new Set([...partials, ...[...this.#sources.values()].flatMap(inlinePartials)]),
    };
    for (const [name, helper] of Object.entries({ ...all, [VALUE_HELPER]: readValue }))
      this.#handlebars.registerHelper(name, this.#placed(helper));
    this.#precompiled = this.#usePrecompiled();
    for (const path of this.#sources.keys()) {
      const template = this.#compile(path);
      if (template && path.startsWith(PARTIALS))
        this.#handlebars.registerPartial(partialName(path), template);
    }
    for (const [path, source] of own)
      if (!builtIn.has(path)) this.#checkName(path, source, [...builtIn.keys()]);
  }

  /** What is wrong in the files, and what went wrong when they were used, since this was last asked; nothing twice. */
  takeDiagnostics(): Diagnostic[] {
    const taken = this.#diagnostics;
    this.#diagnostics = [];
    return taken;
  }

  /**
   * Runs a template that prints one XHTML element, with its trees in their places.
   * Undefined where the template has an error, which `takeDiagnostics` then has.
   *
   * @param trees the list that the data's `TreeValue`s were made with
   * @param images the pictures that the book has, by address
   */
  markup(path: string, data: object, trees: readonly TreeValue[], images: Pictures): Element | undefined {
    const output = this.#run(path, data);
    if (output === undefined) return undefined;
    const { text, places } = this.#separate(output);
    const look: Look | undefined = this.isOwn(path) ? (document) => leftOut(document, images) : undefined;
    const result = parseMarkup(text, trees, places, this.#sources.get(path)!, look);
    for (const found of result.diagnostics) this.#say(found);
    return result.element;
  }

  /** Runs a template that prints an XML file other than a page. */
  xml(path: string, data: object): string | undefined {
    const output = this.#run(path, data);
    if (output === undefined) return undefined;
    const { text, places } = this.#separate(output);
    const faults = this.isOwn(path) ? xmlFaults(text, places, this.#sources.get(path)!) : [];
    for (const found of faults) this.#say(found);
    return faults.length > 0 ? undefined : cleanText(text);
  }

  /** Runs a template that prints text or XML other than a page; trees come out as their escaped text. */
  text(path: string, data: object, trees: readonly TreeValue[] = []): string | undefined {
    const output = this.#run(path, data);
    if (output === undefined) return undefined;
    return cleanText(
      this.#separate(output).text.replace(
        new RegExp(`${TREE_OPEN}(\\d+)${TREE_CLOSE}`, 'g'),
        (_, index: string) => Handlebars.escapeExpression(trees[Number(index)]?.plain() ?? ''),
      ),
    );
  }

  /** The file that a template is read from, for problems that have no closer place. */
  source(path: string): Source | undefined {
    return this.#sources.get(path);
  }

  /** Whether a template is not the built-in one, or includes one that is not. */
  isOwn(path: string): boolean {
    return [path, ...this.#reached(path)].some((each) => this.#own.has(each));
  }

  /** JavaScript whose value is the `Precompiled` of these templates. */
  precompiled(): string {
    const places: (Span | undefined)[] = [];
    const templates = [...this.#sources].map(([path, source]) => {
      const { program, includes, diagnostics } = prepareTemplate(source, this.#names, places);
      if (!program || diagnostics.length > 0) throw new Error(`${path}: ${diagnostics[0]?.message}`);
      const template = Handlebars.precompile(program, this.#compileOptions());
      return `${JSON.stringify(path)}: { text: ${JSON.stringify(source.text)}, includes: ${JSON.stringify(includes)}, template: ${template} }`;
    });
    const paths = new Map([...this.#sources].map(([path, source]) => [source, path]));
    const numbered = places.map((place) => place && [paths.get(place.source), place.start, place.end]);
    return `{
      helpers: ${JSON.stringify([...this.#names.helpers])},
      places: ${JSON.stringify(numbered)},
      templates: { ${templates.join(',\n')} },
    }`;
  }

  /** What was compiled with the program, for the same helpers, with the numbers of its places; it comes first. */
  #usePrecompiled(): Precompiled['templates'] {
    const { helpers } = this.#names;
    const same =
      PRECOMPILED?.helpers.length === helpers.size && PRECOMPILED.helpers.every((name) => helpers.has(name));
    if (!PRECOMPILED || !same) return {};
    for (const [path, start, end] of PRECOMPILED.places) {
      const source = this.#sources.get(path);
      this.#places.push(source && { source, start, end });
    }
    return PRECOMPILED.templates;
  }

  #compileOptions(): CompileOptions {
    return {
      preventIndent: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries([...this.#names.helpers, VALUE_HELPER].map((n) => [n, true])),
    };
  }

  #run(path: string, data: object): string | undefined {
    const template = this.#compiled.get(path);
    if (!template) {
      if (!this.#sources.has(path)) throw new Error(`There is no template ${path}.`);
      return undefined;
    }
    try {
      return template(data);
    } catch (error) {
      const failure = this.#failure(error, path);
      if (failure) this.#say(failure.diagnostic());
      return undefined;
    }
  }

  #failure(error: unknown, path: string): TemplateError | undefined {
    if (error instanceof TemplateError) return error;
    const source = this.#sources.get(path)!;
    const at = { source, start: 0, end: 0 };
    if (error instanceof RangeError) {
      const again = this.#circular(path);
      const source = this.#sources.get(again)!;
      return new TemplateError('template-failed', 'The template includes itself without end.', {
        source,
        start: 0,
        end: 0,
      });
    }
    const missing = /^The partial (.*) could not be found$/.exec(messageOf(error));
    // A partial that is there, but has a mistake of its own, has been spoken of already.
    if (missing && this.#names.partials.has(missing[1]!)) return undefined;
    if (missing)
      return new TemplateError(
        'template-unknown-name',
        `There is no partial “${missing[1]}”.`,
        at,
        didYouMean(missing[1]!, this.#names.partials),
      );
    return new TemplateError('template-failed', messageOf(error), at);
  }

  /** A template that includes itself, on the way from another: the project's, if there is one, because built-in ones end. */
  #circular(from: string): string {
    const circular = [from, ...this.#reached(from)].filter((path) => this.#reached(path).has(path));
    return circular.find((path) => this.#own.has(path)) ?? circular[0] ?? from;
  }

  /** The partials that a template includes, and those that these include. */
  #reached(start: string): Set<string> {
    const found = new Set<string>();
    const visit = (path: string) => {
      for (const name of this.#includes.get(path) ?? []) {
        const next = `${PARTIALS}${name}.hbs`;
        if (found.has(next)) continue;
        found.add(next);
        visit(next);
      }
    };
    visit(start);
    return found;
  }

  #compile(path: string): Handlebars.TemplateDelegate | undefined {
    const template = this.#compiledBefore(path) ?? this.#compileNow(path);
    this.#compiled.set(path, template);
    return template;
  }

  /** Undefined where this text was not compiled with the program. */
  #compiledBefore(path: string): Handlebars.TemplateDelegate | undefined {
    const known = Object.hasOwn(this.#precompiled, path) ? this.#precompiled[path] : undefined;
    if (known?.text !== this.#sources.get(path)!.text) return undefined;
    this.#includes.set(path, known.includes);
    return this.#handlebars.template(known.template);
  }

  /** Undefined where it has a mistake. */
  #compileNow(path: string): Handlebars.TemplateDelegate | undefined {
    const { program, includes, diagnostics } = prepareTemplate(
      this.#sources.get(path)!,
      this.#names,
      this.#places,
    );
    this.#includes.set(path, includes);
    for (const found of diagnostics) this.#say(found);
    if (!program || diagnostics.length > 0) return undefined;
    return this.#handlebars.compile(program, this.#compileOptions());
  }

  /** A file of a project that replaces none and that nothing uses has a misspelt name. */
  #checkName(path: string, source: Source, builtIn: readonly string[]): void {
    const alike = builtIn.filter(
      (name) => dirname(name) === dirname(path) && extname(name) === extname(path),
    );
    const at = { source, start: 0, end: 0 };
    if (!path.startsWith(PARTIALS)) {
      const hint = didYouMean(path, alike) ?? 'a partial belongs in templates/partials/';
      this.#say(diagnostic('template-unused', `Nothing is made of ${source.path}.`, { at, hint }));
    } else if (!this.#isIncluded(partialName(path))) {
      const near = suggest(partialName(path), alike.map(partialName));
      const hint = near
        ? `did you mean “${near}”?`
        : `a template includes it with {{> ${partialName(path)}}}`;
      this.#say(diagnostic('template-unused', `No template includes ${source.path}.`, { at, hint }));
    }
  }

  /** Whether some template includes a partial. A template with a mistake may do so, for all that is known. */
  #isIncluded(name: string): boolean {
    const includes = [...this.#includes.values()].flat();
    return this.faults > 0 || includes.includes(name) || includes.includes(ANY_PARTIAL);
  }

  /** A helper that takes its place out of its hash and puts it into whatever it throws. */
  #placed(helper: Helper): Handlebars.HelperDelegate {
    const places = this.#places;
    return function (this: unknown, ...args: unknown[]) {
      const options = args.pop() as Handlebars.HelperOptions;
      const { at, ...hash } = options.hash ?? {};
      try {
        return helper.apply(this, [...args, { ...options, hash }]);
      } catch (error) {
        if (error instanceof TemplateError && error.at) throw error;
        if (error instanceof RangeError && /call stack/.test(error.message)) throw error;
        const code = error instanceof TemplateError ? error.code : 'template-failed';
        const hint = error instanceof TemplateError ? error.hint : undefined;
        throw new TemplateError(code, messageOf(error), places[at as number], hint);
      }
    };
  }

  /** Takes the numbers of places out of an output. */
  #separate(output: string): { text: string; places: { start: number; at: Span }[] } {
    const places: { start: number; at: Span }[] = [];
    const pieces = output.split(PLACE_OPEN);
    let text = pieces[0]!;
    for (const piece of pieces.slice(1)) {
      const close = piece.indexOf(PLACE_CLOSE);
      places.push({ start: text.length, at: this.#places[Number(piece.slice(0, close))]! });
      text += piece.slice(close + 1);
    }
    return { text, places };
  }

  #say(found: Diagnostic): void {
    this.faults++;
    const key = `${found.code} ${found.file} ${found.range?.start.offset} ${found.message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#diagnostics.push(found);
  }
}

/** Reads `base.part.part`. What is absent but known is undefined; a name that the data do not have is an error. */
const readValue: Helper = (base: unknown, ...rest: unknown[]): unknown => {
  let value = base;
  for (const part of rest.slice(0, -1) as string[]) {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value) && !Object.hasOwn(value, part) && /^\d+$/.test(part)) return undefined;
    if (typeof value === 'object' && !(value instanceof TreeValue) && Object.hasOwn(value, part))
      value = (value as Record<string, unknown>)[part];
    else {
      const known = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
      throw new TemplateError(
        'template-unknown-name',
        `There is no “${part}” here.`,
        undefined,
        didYouMean(part, known) ?? (known.length > 0 ? `there are: ${known.join(', ')}` : undefined),
      );
    }
  }
  return value;
};

function partialName(path: string): string {
  return path.slice(PARTIALS.length, -'.hbs'.length);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
