"""How English words are written and formed: plain tables, one line of reason each.

Words are lower case.
"""

from collections.abc import Mapping


def _by_form(forms_of: Mapping[str, str]) -> Mapping[str, str]:
    """The base of each form, given the forms of each base."""
    return {form: base for base, forms in forms_of.items() for form in forms.split()}


UNSPLIT = frozenset(
    "numpy scipy pypy github gitlab javascript typescript postgresql mysql pytorch".split()
)
"""Names with a capital inside that are one word."""

ABBREVIATIONS = frozenset("e g eg ie i etc vs incl approx resp".split())
"""Words, or last letters, whose dot ends no sentence where a small letter follows."""

CONTRACTIONS: Mapping[str, tuple[str, ...]] = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "aint": ("is", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("have", "to"),
    "dunno": ("do", "not", "know"),
    "w/": ("with",),
    "w/o": ("without",),
    "w/out": ("without",),
    "noone": ("nobody",),
    "idk": ("i", "do", "not", "know"),
    **dict.fromkeys("b/c bc bcs bcz bcuz bcoz becoz becuz cuz coz cos".split(), ("because",)),
    **{
        short: tuple(phrase.split("_"))
        for pair in """
            u=you ur=your r=are thru=through ppl=people prolly=probably dat=that wat=what abt=about
            sth=something smth=something tho=though altho=although shud=should wud=would cud=could
            kinda=kind_of sorta=sort_of lotta=lot_of outta=out_of lemme=let_me gimme=give_me
            ofc=of_course imo=in_my_opinion imho=in_my_opinion alot=a_lot atleast=at_least
            aswell=as_well eachother=each_other msg=message msgs=messages req=request reqs=requests
            teh=the hte=the adn=and nad=and nto=not yuo=you
        """.split()
        for short, _, phrase in [pair.partition("=")]
    },
    "simult": ("simultaneously",),
    "simul": ("simultaneously",),
    "diff": ("different",),
    "mem": ("memory",),
    **{
        f"{subject}{apostrophe}{ending}": (subject, verb)
        for ending, verb, subjects in (
            ("m", "am", "i"),
            ("re", "are", "they you"),
            ("ve", "have", "i they you we would could should"),
            ("ll", "will", "they you it"),
            ("s", "is", "that there what here he she everything"),
        )
        for subject in subjects.split()
        for apostrophe in ("'", "")
    },
    **{
        f"{word}'s": (word, "is")
        for word in "it that there here he she what who where how this one everything".split()
    },
    **{
        f"{verb}{negation}": (verb, "not")
        for verb in (
            "do does did is are was were has have had could would should must need might".split()
        )
        for negation in ("n't", "nt", "not")
    },
}
"""Shortened and run-together forms, opened before reading. "dont" is as common as "don't"."""

SUFFIXES: Mapping[str, str | None] = {
    "'s": None,
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "'m": "am",
}
"""Endings behind an apostrophe and the word each stands for; possessives stand for nothing."""

IRREGULAR: Mapping[str, str] = _by_form(
    {
        "arise": "arose arisen",
        "be": "is are was were been am",
        "become": "became",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "child": "children",
        "choose": "chose chosen",
        "come": "came",
        "do": "did done does",
        "draw": "drew drawn",
        "drive": "drove driven",
        "eat": "ate eaten",
        "fall": "fell fallen",
        "feed": "fed",
        "feel": "felt",
        "fight": "fought",
        "find": "found",
        "forbid": "forbade forbidden",
        "forget": "forgot forgotten",
        "freeze": "froze frozen",
        "get": "got gotten",
        "give": "gave given",
        "go": "went gone goes",
        "grow": "grew grown",
        "hang": "hung",
        "have": "has had",
        "hide": "hid hidden",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "leave": "left",
        "lend": "lent",
        "lose": "lost",
        "make": "made",
        "mean": "meant",
        "meet": "met",
        "mistake": "mistook mistaken",
        "overtake": "overtook overtaken",
        "overwrite": "overwrote overwritten",
        "pay": "paid",
        "rebuild": "rebuilt",
        "redo": "redone",
        "rewrite": "rewrote rewritten",
        "rise": "rose risen",
        "run": "ran",
        "say": "said",
        "see": "saw seen",
        "seek": "sought",
        "send": "sent",
        "shake": "shook shaken",
        "show": "shown",
        "shrink": "shrank shrunk",
        "sleep": "slept",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "steal": "stole stolen",
        "strike": "struck",
        "swap": "swaped",
        "take": "took taken",
        "tear": "tore torn",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "understand": "understood",
        "undo": "undone",
        "wake": "woke woken",
        "win": "won",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written",
    }
)
"""Irregular forms that a stemmer leaves apart."""

KEPT_APART: Mapping[str, str] = _by_form(
    {
        "interpreter": "interpreter interpreters",
        "generator": "generator generators",
        "executor": "executor executors",
        "executive": "executive executives",
        "synchronous": "synchronous synchronously",
        "asynchronous": "asynchronous asynchronously",
        "new": "new newer newest",
        "news": "news",
        "universe": "universe",
    }
)
"""Nouns that the stemmer would merge with a verb of another meaning."""

CONFUSABLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split("|"))
    for pair in """
    thread|threat
    thread|tread
    threads|threats
    threads|treads
    threading|treading
    share|shape
    share|shake
    share|shade
    share|spare
    share|shard
    shares|shapes
    shared|shaped
    shared|shaded
    shared|scared
    state|stage
    states|stages
    write|white
    waits|wants
    waiting|wanting
    process|progress
    processes|progresses
    switch|stitch
    counter|courier
    count|court
    mutable|immutable
    sync|async
    synchronous|asynchronous
    bound|unbound
    bounded|unbounded
    locked|looked
    locking|looking
    locks|looks
    parallel|parcel
    object|subject
    objects|subjects
    protect|project
    protects|projects
    protected|projected
    atomic|anatomic
    release|relapse
    global|goal
    signal|single
    execute|excuse
    memory|memoir
    order|older
    other|order
    python|pylon
    while|white
    there|three
    these|three
    those|chose
    their|there
    through|though
    thought|though
    first|fist
    place|pace
    quick|quiet
    quite|quiet
    never|lever
    worker|wonder
    workers|wonders
    wrong|wring
    value|valve
    values|valves
    update|upstate
    block|black
    blocks|blacks
    speed|spend
    speeds|spends
    using|suing
    cores|cones
    cores|codes
    scores|stores
    start|smart
    stuck|stack
    small|smell
    right|night
    heavy|heave
    local|vocal
    mutex|mutes
    mutual|manual
    mutually|manually
    access|excess
    crash|clash
    crashes|clashes
    print|point
    reads|leads
    ready|reads
    reads|roads
    tasks|talks
    tasks|takes
    change|chance
    changes|chances
    simple|sample
    simulation|situation
    simulations|situations
    switched|stitched
    tried|tired
    unclear|nuclear
    unit|untie
    unite|untie
    ask|sake
    eats|east
    wrap|warp
    iter|tier
    iters|tiers
    alter|later
    foto|foot
    losely|loosely
    exces|excess
    time|tired
    amount|mount
    tangle|angle
    select|elect
    fridge|ridge
    jmeter|meter
    ladder|adder
    """.split()
)
"""English words one slip apart: each is itself, never a typo of the other."""

JOINING = frozenset(
    "multi sub inter re over dead live run race thread ref refer byte time bit work life".split()
)
"""First halves of words that people also write in two."""

MERGED: Mapping[tuple[str, ...], str] = {
    ("more", "than", "one"): "several",
    ("one", "another"): "each-other",
    ("each", "other"): "each-other",
    ("no", "one"): "nobody",
    ("another", "one"): "another",
    ("other", "one"): "other",
    ("cpu", "core"): "core",
    ("cpu", "cores"): "cores",
}
"""Expressions that hold a number word and don't count anything, or a device and not the work."""
