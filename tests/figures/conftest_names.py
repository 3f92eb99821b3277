"""Names and labels that the tests of this folder share."""

ENGLISH = {
    "人工智能": "artificial intelligence",
    "脑机接口": "brain-computer interface",
    "新一代信息技术": "new-generation information technology",
    "低空经济": "low-altitude economy",
    "光伏": "photovoltaics",
    "集成电路": "integrated circuits",
}
TERMS = list(ENGLISH)
OLD, NEW = "economic-daily", "peoples-daily"


class Corpus:
    def labels(self, language):
        return {"zh": {NEW: "人民日报", OLD: "经济日报"}, "en": {NEW: "People's Daily", OLD: "Economic Daily"}}[
            language
        ]


class Lexicon:
    def labels(self, language):
        return ENGLISH if language == "en" else {term: term for term in ENGLISH}


LABELS = [Corpus(), Lexicon()]
