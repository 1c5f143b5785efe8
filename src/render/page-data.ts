import type { RootContent } from 'hast';
import type {
  Book,
  Chapter,
  GlossaryItem,
  IndexGroup,
  Line,
  NoteGroup,
  Permission,
} from '../apparatus/book.js';
import { dateLabel } from '../apparatus/dates.js';
import { percent } from '../apparatus/percent.js';
import { direction } from '../direction.js';
import { listedPermissions, type PlannedPage, standsAtBack } from './page-plan.js';
import { cleanText, TreeValue } from './tree-value.js';

/**
 * What the templates are given, as `docs/templates.md` describes it. Every name is always there, undefined where the
 * book has nothing to say, so that a misspelt name can be told from an absent value.
 */
export class PageData {
  /** The trees that this page's template may print, in the order in which it first did. */
  readonly trees: TreeValue[] = [];
  /** How many words the edition has. */
  readonly words: number;
  /** Whether the template has asked for them: nearly every edit changes them, and few pages say them. */
  saysWords = false;
  /** What belongs to this page alone, so that a template which does not print it takes it from the book. */
  readonly owed: { what: 'text' | 'notes'; tree: TreeValue }[] = [];
  private readonly chapters: Chapter[];

  constructor(
    private readonly book: Book,
    private readonly plan: readonly PlannedPage[],
  ) {
    this.chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
    this.words = this.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
  }

  of(page: PlannedPage): object {
    this.owed.length = 0;
    const data = cleaned({ ...this.common(page), ...this.own(page) }) as { book: object };
    Object.defineProperty(data.book, 'words', {
      enumerable: true,
      get: () => {
        this.saysWords = true;
        return this.words;
      },
    });
    return data;
  }

  /** What tells a page from others: the same data, but for the number of words, with the names of chapters for their trees. */
  named(page: PlannedPage): object {
    const { chapter } = page;
    const common = this.common(page);
    if (chapter?.key) return [common, chapter.key, this.about(chapter)];
    const chapters = this.chapters.filter(hasEndnotes);
    if (page.kind === 'endnotes' && chapters.every(({ key }) => key))
      return [common, chapters.map((each) => [each.key, this.noted(each)])];
    return [common, this.own(page)];
  }

  private own(page: PlannedPage): object {
    const { book } = this;
    switch (page.kind) {
      case 'contents':
        return { items: this.contents() };
      case 'part':
        return {
          number: page.part!.number,
          title: this.line(page.part!.title),
          readings: page.part!.chapters.map((chapter) => this.listed(chapter)),
        };
      case 'front':
      case 'reading':
      case 'back':
        return this.chapter(page.chapter!);
      case 'endnotes':
        return { readings: this.endnotes() };
      case 'glossary':
        return { entries: book.glossary.map((item) => this.glossaryItem(item)) };
      case 'chronology':
        return {
          events: book.chronology.map(({ date, label, event }) => ({
            date: /^\d{4}(-\d\d){0,2}$/.test(date) ? date : undefined,
            label,
            event: this.tree(event.children),
          })),
        };
      case 'index':
        return { groups: book.index.filter((g) => g.entries.length > 0).map((g) => this.indexGroup(g)) };
      case 'permissions':
        return {
          items: listedPermissions(book).map((item) => this.permission(item)),
        };
      default:
        return {};
    }
  }

  private common(page: PlannedPage): object {
    const { book } = this;
    const { anthology, edition } = book;
    return {
      book: {
        title: anthology.title,
        subtitle: anthology.subtitle,
        editors: anthology.editors,
        groupEdited: anthology.editors.some(isGroup),
        language: anthology.language,
        direction: direction(anthology.language),
        identifier: edition.identifier,
        isbn: isbn(edition.identifier),
        date: anthology.date && dateLabel(anthology.date, anthology.language),
        year: anthology.date?.slice(0, 4),
        publisher: anthology.publisher,
        rights: anthology.rights,
        description: anthology.description,
        subjects: anthology.subjects,
        readings: book.parts.reduce((sum, part) => sum + part.chapters.length, 0),
      },
      edition: { name: edition.name, answerLines: edition.answerLines },
      page: {
        id: page.id,
        kind: page.kind,
        matter: page.matter,
        level: page.level,
        heading: page.title,
        type: page.type,
        role: page.role,
        // Only what differs from the book, as attributes are written.
        lang: page.lang === anthology.language ? undefined : page.lang,
        dir: page.dir === direction(anthology.language) ? undefined : page.dir,
      },
    };
  }

  private chapter(chapter: Chapter): object {
    const groups = chapter.notes.filter((group) => group.notes.length > 0 && !standsAtBack(group));
    return {
      ...this.about(chapter),
      title: this.line(chapter.title),
      subtitle: this.line(chapter.subtitle),
      headnote: chapter.headnote && this.tree(chapter.headnote.children),
      text: this.owes('text', this.tree(chapter.body.children)),
      series: groups.map((group) => this.notes(group, chapter)),
      endnotes: groups.some(({ placement }) => placement === 'end'),
      questions: chapter.questions.map((question) => this.tree(question.children)),
    };
  }

  /** A chapter without what its key names. */
  private about(chapter: Chapter): object {
    const foreign = chapter.lang !== this.book.anthology.language;
    return {
      id: chapter.id,
      number: chapter.number,
      shortTitle: chapter.shortTitle,
      authors: chapter.authors,
      ofEditors: this.ofEditors(chapter),
      translators: chapter.translators,
      date: chapter.date,
      source: chapter.source && this.tree(chapter.source),
      rights: chapter.rights && this.tree(chapter.rights),
      url: chapter.url,
      words: chapter.words,
      // What the editors add to a text in another language is in theirs.
      editorial: {
        lang: foreign ? this.book.anthology.language : undefined,
        dir: foreign ? direction(this.book.anthology.language) : undefined,
      },
    };
  }

  private notes(group: NoteGroup, chapter: Chapter): object {
    const foreign = chapter.lang !== this.book.anthology.language && group.series.name === 'author';
    return {
      name: group.series.name,
      label: group.label,
      placement: group.placement,
      id: group.id,
      notes: group.notes.map((note) => ({
        id: note.id,
        series: group.series.name,
        placement: group.placement,
        number: note.number,
        label: note.label,
        call: note.calls[0],
        otherCalls: note.calls.slice(1).map((id, index) => ({ id, number: index + 2 })),
        content: this.owes('notes', this.tree(note.content.children)),
        lang: foreign ? chapter.lang : undefined,
        dir: foreign ? chapter.dir : undefined,
      })),
    };
  }

  /** The notes that stand behind the readings, by reading. */
  private endnotes(): object[] {
    return this.chapters.filter(hasEndnotes).map((chapter) => ({
      ...this.noted(chapter),
      series: chapter.notes.filter(isEndnotes).map((group) => this.notes(group, chapter)),
    }));
  }

  /** A chapter in the list of notes that stand behind the readings, without these. */
  private noted(chapter: Chapter): object {
    return {
      id: `notes-to-${chapter.slug}`,
      chapter: chapter.id,
      number: chapter.number,
      title: this.bare(chapter.title),
      authors: chapter.authors,
    };
  }

  private contents(): object[] {
    const items: { items: object[] }[] = [];
    for (const page of this.plan) {
      if (page.level === 0) continue;
      const title = page.chapter?.title ?? page.part?.title;
      const item = {
        id: page.id,
        kind: page.kind,
        title: title ? this.bare(title) : page.title,
        number: page.chapter?.number ?? page.part?.number,
        authors: page.chapter?.authors ?? [],
        ofEditors: page.chapter !== undefined && this.ofEditors(page.chapter),
        lang: page.lang === this.book.anthology.language ? undefined : page.lang,
        dir: page.dir === direction(this.book.anthology.language) ? undefined : page.dir,
        items: [],
      };
      const above = items.at(-1);
      if (page.level === 2 && above) above.items.push(item);
      else items.push(item);
    }
    return items;
  }

  /** A reading in the list on the page that opens its part. */
  private listed(chapter: Chapter): object {
    const { language } = this.book.anthology;
    return {
      id: chapter.id,
      number: chapter.number,
      title: this.bare(chapter.title),
      authors: chapter.authors,
      ofEditors: this.ofEditors(chapter),
      lang: chapter.lang === language ? undefined : chapter.lang,
      dir: direction(chapter.lang) === direction(language) ? undefined : direction(chapter.lang),
    };
  }

  /** Whether the book's editors wrote it, so that a list of its contents need not say by whom it is. */
  private ofEditors({ authors }: { authors: readonly string[] }): boolean {
    const { editors } = this.book.anthology;
    return authors.length === editors.length && authors.every((author, i) => author === editors[i]);
  }

  private glossaryItem(item: GlossaryItem): object {
    return {
      id: item.id,
      term: item.term,
      type: item.type,
      forms: item.forms,
      definition: this.tree(item.definition.children),
      see: item.see,
      usedIn: item.usedIn.map(({ chapter, title, use }) => ({ chapter, title: this.bare(title), use })),
    };
  }

  private indexGroup(group: IndexGroup): object {
    return {
      type: group.type,
      heading: `${group.type}s`,
      entries: group.entries.map((entry) => ({
        term: entry.term,
        glossary: entry.glossary,
        uses: entry.uses.map(({ chapter, title, ids }) => ({
          chapter,
          title: this.bare(title),
          places: ids.map((id, index) => ({ id, number: index + 1 })),
        })),
      })),
    };
  }

  private permission(item: Permission): object {
    return {
      chapter: item.chapter,
      title: this.bare(item.title),
      authors: item.authors,
      ofEditors: this.ofEditors(item),
      source: item.source && this.tree(item.source),
      rights: item.rights && this.tree(item.rights),
      url: item.url,
      rightsHolders: item.rightsHolders,
      words: item.words,
      share: this.book.edition.permissions === 'full' ? percent(item.share) : undefined,
    };
  }

  private line(line: Line | undefined): TreeValue | undefined {
    return line && this.tree(line.children);
  }

  private bare(line: Line): TreeValue {
    return this.tree(line.bare);
  }

  private owes(what: 'text' | 'notes', tree: TreeValue): TreeValue {
    if (tree.nodes().length > 0) this.owed.push({ what, tree });
    return tree;
  }

  private tree(nodes: readonly RootContent[]): TreeValue {
    return new TreeValue(nodes, this.trees);
  }
}

function hasEndnotes({ notes }: Chapter): boolean {
  return notes.some(isEndnotes);
}

function isEndnotes(group: NoteGroup): boolean {
  return group.notes.length > 0 && standsAtBack(group);
}

/** Data without characters that XML cannot hold, or that mean something to the parser of what templates print. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null || value instanceof TreeValue) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each)]));
}

/** Whether a name says of itself who the editors are ("The editors of …"), so that "edited by" would say it twice. */
function isGroup(name: string): boolean {
  return (
    /^(the|die|les?|la|los|las|gli|os|as)\s/i.test(name) &&
    /\b(edit|herausgeb|réd|red|cura|organiz)/i.test(name)
  );
}

/** The number in `urn:isbn:…` as the editor grouped it. */
function isbn(identifier: string): string | undefined {
  return /^urn:isbn:(.+)$/i.exec(identifier)?.[1];
}
