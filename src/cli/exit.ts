/** Exit statuses of the command. */
export const EXIT = {
  done: 0,
  /** The content has errors; nothing in out/ was touched. */
  content: 1,
  /** The call or the configuration is wrong. */
  call: 2,
  /** Something that the call needs is not installed. */
  missing: 3,
  interrupted: 130,
} as const;
