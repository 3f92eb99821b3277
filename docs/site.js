// Sphinx names a stemmer of Chinese on each page with a search, and defines none: its index has English stems, as here.
window.ChineseStemmer = class {
  stemWord(word) { return new EnglishStemmer().stemWord(word); }
};
