import pytest

from qualkit.assist import ThemeSuggester, suggest
from qualkit.loaders import load_codebook

#: How it was said, the pole that is meant, the other one, and an invented sentence.
SAID = (
    ("lack", "no-one-to-love", "someone-to-love", "I had no friends in that town, not a single one."),
    ("lack", "no-one-to-love", "someone-to-love", "There was never anybody to have a cuddle with."),
    ("lack", "economic-exclusion", "economic-inclusion", "There was never enough money for the week."),
    ("lack", "nothing-to-do", "something-to-do", "I hadn't a single hobby, nothing that got me out."),
    ("negation", "judged-or-ignored", "heard-and-understood", "I never felt heard in that clinic."),
    ("negation", "told-what-to-do", "own-way-forward", "I never had a say in any of it, it wasn't my decision."),
    ("negation", "rushed-or-cut-off", "own-pace", "They never let me go at my own pace."),
    ("negation", "put-in-a-box", "whole-person-accepted", "Nobody ever saw me as a whole person."),
    ("negation", "heard-and-understood", "judged-or-ignored", "She never once judged me."),
    ("negation", "something-to-do", "nothing-to-do", "I'm never bored now."),
    ("negation", "own-way-forward", "told-what-to-do", "Nobody told me what to do there."),
    ("negation", "own-pace", "rushed-or-cut-off", "Nobody rushed me."),
    ("negation", "economic-inclusion", "economic-exclusion", "We're not in debt any more."),
    ("negation", "accepted-as-citizen", "stigmatised", "There's no stigma in our group, nobody looks down on me."),
    ("used to", "no-one-to-love", "someone-to-love", "I used to have good friends, before all this."),
    ("used to", "economic-exclusion", "economic-inclusion", "I used to have a decent wage and I used to have savings."),
    ("used to", "nothing-to-do", "something-to-do", "I used to play football and go swimming."),
    ("if only", "no-one-to-love", "someone-to-love", "If only I had a best mate to ring."),
    ("if only", "judged-or-ignored", "heard-and-understood", "I wish somebody had listened to me."),
    ("if only", "nowhere-to-dwell", "somewhere-to-dwell", "I just wish I had my own place."),
    ("if only", "rushed-or-cut-off", "no-time-limit", "They should have let me stay as long as I needed."),
    ("irony", "nowhere-to-dwell", "somewhere-to-dwell", "Home sweet home, mould up the walls and rats for neighbours."),
    ("irony", "told-what-to-do", "own-way-forward", "My choice, they called it. Sign here or we section you. Some choice."),
    ("reported", "judged-or-ignored", "heard-and-understood", "They said they had listened, but they hadn't."),
    ("reported", "hopelessness", "vocational-gains", "They said I would never work."),
    ("reported", "hopelessness", "vocational-gains", "The doctor told me I'd never get a job or go to college."),
    ("loss", "no-one-to-love", "someone-to-love", "I lost all my friends that year."),
    ("loss", "nothing-to-do", "something-to-do", "I stopped gardening, I gave up the allotment."),
    ("loss", "low-self-worth", "wellbeing-gains", "Your confidence just goes."),
    ("loss", "low-self-worth", "wellbeing-gains", "My confidence went, it was shot to pieces."),
    ("loss", "hopelessness", "wellbeing-gains", "All my hope had gone."),
)  # fmt: skip


@pytest.fixture(scope="module")
def conditions():
    return load_codebook("validation-invalidation")


@pytest.fixture(scope="module")
def likely(conditions):
    model = ThemeSuggester(conditions).fit([], [])
    codes = model.classes_.tolist()
    rows = model.predict_proba([said for *_, said in SAID])
    return {said: dict(zip(codes, row, strict=True)) for (*_, said), row in zip(SAID, rows, strict=True)}


@pytest.mark.parametrize(("how", "meant", "other", "said"), SAID)
def test_the_pole_is_the_one_that_was_meant(likely, how, meant, other, said):
    """From the codebook alone a lack, a no, a loss or a wish is put under the pole that it means."""
    assert likely[said][meant] > likely[said][other], how


def test_what_speaks_of_both_poles_is_of_both(book, interview):
    """Words for both poles of one ground bring one suggestion, which says both; others keep their code's pole."""
    said = "I have friends and family and a partner now, but at night I am lonely, alone and isolated."
    talk = interview("P1", ("P1", said), ("P1", "The hostel was damp and I slept on a sofa, homeless."))
    offers = {offer.code: offer.polarity for offer in suggest(book, [talk])}

    assert len({"someone-to-love", "no-one-to-love"} & set(offers)) == 1
    assert "both" in {offers.get("someone-to-love"), offers.get("no-one-to-love")}
    assert offers["nowhere-to-dwell"] == "invalidating"


def test_hard_words_alone_are_no_pole(likely, conditions):
    """No pole is drawn from sentiment: hard words about a gain stay a gain, mild ones about a loss stay a loss."""
    model = ThemeSuggester(conditions).fit([], [])
    hard = "It was bloody terrifying, I cried the whole morning, and I got the job."
    mild = "It was quite nicely done, they smiled and thanked me, and then I was made redundant."
    rows = [dict(zip(model.classes_, row, strict=True)) for row in model.predict_proba([hard, mild])]

    assert rows[0]["vocational-gains"] > rows[0]["unemployment"]
    assert rows[1]["unemployment"] > rows[1]["vocational-gains"]
