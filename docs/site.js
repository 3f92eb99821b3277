// Sphinx names a stemmer of Chinese on each page with a search, and defines none: its index has English stems, as here.
window.ChineseStemmer = class {
  stemWord(word) { return new EnglishStemmer().stemWord(word); }
};

// Its words are those that jieba finds: a phrase in Chinese is parted into the longest of them, and what is none is left out.
window.splitQuery = (query) =>
  query.split(/[^\p{L}\p{N}_]+/u).filter(Boolean)
    .flatMap((words) => (/\p{Script=Han}/u.test(words) ? indexedWords(words) : [words]));

function indexedWords(words) {
  const { terms, titleterms } = Search._index;
  const known = (word) => [terms, titleterms].some((index) => Object.hasOwn(index, word.toLowerCase()));
  const found = [];
  for (let at = 0, end; at < words.length; at = end) {
    end = words.length;
    while (end > at + 1 && !known(words.slice(at, end))) end -= 1;
    found.push(words.slice(at, end));
  }
  return found.some(known) ? found.filter(known) : [words];
}

// What is printed as one line, as the words of a report, is broken where the page ends; columns of several stay in line.
document.addEventListener("DOMContentLoaded", () => {
  for (const block of document.querySelectorAll(".highlight-none pre")) {
    block.classList.toggle("prose", !block.textContent.trim().includes("\n"));
  }
});
