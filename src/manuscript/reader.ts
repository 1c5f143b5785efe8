import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Gathered } from './markdown/markdown-text.js';
import type { YamlFile } from './yaml-file.js';

/** What the functions that read annotations.yml share: the file, and where what they find is put. */
export interface Reader {
  file: YamlFile;
  diagnostics: Diagnostic[];
  gathered: Gathered;
}

/** An entry of annotations.yml, valid as far as it stands alone, and the way to it. */
export interface Entry<T> {
  value: T;
  path: readonly (string | number)[];
}
