import handlebars from 'handlebars';

/**
 * Handlebars is CommonJS. Nothing is ever registered on this shared instance: each set of templates has its own, made
 * with `create()`.
 */
export default handlebars;
