declare function urlExists(
  url: string,
  callback: (error: null, exists: boolean) => void,
): void;
export = urlExists;
