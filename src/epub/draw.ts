import { COVER_FAMILY } from './cover-fonts.js';

/** An SVG to be drawn. */
export interface Drawing {
  svg: string;
  /** In pixels; the height follows. */
  width: number;
  /** Paths of the only fonts that it may use, the first of them where it names none. */
  fontFiles: readonly string[];
}

/** A PNG, or the reason why the SVG cannot be drawn. */
export type Drawn = { png: Uint8Array } | { reason: string };

/** Draws an SVG. It is loaded here, since most uses of an EPUB draw nothing. */
export async function draw({ svg, width, fontFiles }: Drawing): Promise<Drawn> {
  const { Resvg } = await import('@resvg/resvg-js');
  try {
    const drawing = new Resvg(svg, {
      fitTo: { mode: 'width', value: width },
      font: { loadSystemFonts: false, fontFiles: [...fontFiles], defaultFontFamily: COVER_FAMILY },
    });
    return { png: new Uint8Array(drawing.render().asPng()) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
