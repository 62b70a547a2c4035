import pytest

from qualkit.assist.language import language
from qualkit.assist.poles import WAYS, way_of


@pytest.mark.parametrize(
    ("said", "word", "way"),
    [
        ("I had no friends.", "friends", "denied"),
        ("I didn't have any friends at all.", "friends", "denied"),
        ("I don’t have friends.", "friends", "denied"),
        ("Nobody was a friend to me.", "friend", "denied"),
        ("I was without friends.", "friends", "denied"),
        ("I lost my friends.", "friends", "denied"),
        ("I had no, um, friends.", "friends", "denied"),
        ("I hardly had a friend.", "friend", "denied"),
        ("No, I had friends.", "friends", "plain"),
        ("I had no money but I had friends.", "friends", "plain"),
        ("I had no money and I had friends.", "friends", "plain"),
        ("It wasn't easy. Friends helped.", "Friends", "plain"),
        ("Not only friends came.", "friends", "plain"),
        ("I don't know, friends maybe.", "friends", "plain"),
        ("It's not that I had no friends.", "friends", "plain"),
        ("I couldn't stop crying.", "crying", "plain"),
        ("I used to have friends.", "friends", "unreal"),
        ("I'm used to friends.", "friends", "plain"),
        ("If only I had friends.", "friends", "unreal"),
        ("I wish I had friends.", "friends", "unreal"),
        ("I should have had friends.", "friends", "unreal"),
        ("They said I had friends.", "friends", "said"),
        ("I was told I had friends.", "friends", "said"),
        ("They said I would never have friends.", "friends", "said-denied"),
        ("I said I had friends.", "friends", "plain"),
        ("I told them I had no friends.", "friends", "denied"),
        ("They said so. I had friends.", "friends", "plain"),
        ("My confidence just goes.", "confidence", "denied"),
        ("All my friends had gone.", "friends", "denied"),
        ("My routine went out of the window.", "routine", "denied"),
        ("My confidence was shot to pieces.", "confidence", "denied"),
        ("My friends went to Spain.", "friends", "plain"),
        ("The friends I have gone to see were kind.", "friends", "plain"),
        ("They said they were friends, but they weren't.", "friends", "denied"),
        ("Everyone said I would find friends, and I never did.", "friends", "denied"),
        ("They were my friends, but I wasn't theirs then.", "friends", "plain"),
        ("Some friends.", "friends", "denied"),
        ("Some friends came.", "friends", "plain"),
        ("My friends, they called it.", "friends", "denied"),
        ("They were good friends, yeah right.", "friends", "denied"),
        ("My so-called friends.", "friends", "denied"),
        ("They were supposed to be friends.", "friends", "unreal"),
    ],
)
def test_how_a_word_was_said(said, word, way):
    """A no, a loss, a wish and another's mouth are told apart within their clause."""
    reading = language().read([said])[0]
    heard = next(w for w in reading.words if said[w.start : w.end] == word)
    assert WAYS[way_of(heard)] == way
