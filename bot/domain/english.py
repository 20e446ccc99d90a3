"""What the reader knows of English: plain tables, one line of reason each.

Words are lower case. Nothing here knows about Python or the GIL; that vocabulary is content.
"""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("a an the")

FUNCTION_WORDS = ARTICLES | _words(
    """
    and or but nor so yet for of to in on at by with from into onto over under about as than then
    that this these those there here it its they them their he she his her him we us our you your
    i me my is are was were be been being am do does did done has have had having can could will
    would shall should may might must not no if else when while where who whom whose which what why
    how because since although though however therefore thus hence also too very just only even
    still already again more most much many some any all each every both either neither one other
    another such same own up out off down let lets get gets got go goes s t re ve ll d m like
    between through during before after until unless without within via per ok well really
    """
)
"""Words that carry no idea of their own. They are no content, but patterns may name them."""

DECISIVE = _words(
    """
    nothing nobody nowhere instead rather hardly barely always cannot unable impossible several
    everyone everybody everything someone somebody something anyone anybody anything
    prevent prevents prevented preventing avoid avoids avoided avoiding remove removes removed
    eliminate eliminates eliminated forbid forbids disable disables disabled exclude excludes
    wrong false untrue incorrect misconception nonsense people beginners supposedly wrongly
    """
)
"""More small words on which the sense of a sentence hangs."""

REAL_WORDS = _words(
    """
    form dose three noto inst sint elts noting ether lest haven nbody evry tough hardy barley rater
    nether anther mots gest thur want ever cold util sine bing whos hast booth abut wile thee wast
    wither sill bout tree whit juts fist gong avid wring wrongs prong removers beginner
    """
)
"""Words that are no slips, though they are near small words."""

PRONOUNS = _words("they we he she i")
"""Subjects that are nothing else."""

SUBJECTS_OR_OBJECTS = _words("it you there")
"""Words that are a subject only if a verb follows."""

DETERMINERS = ARTICLES | _words(
    "both each every this these those its their his our your my another"
)
"""Words that begin a noun phrase."""

AUXILIARIES = _words(
    "is are was were am has have had do does did can could will would may might must shall should"
)
"""Verbs whose subject stands right before them."""

UNFINISHED = (
    DETERMINERS
    | PRONOUNS
    | _words(
        """
        of in to from with for by as than and or but via per vs is are was were be no very more
        most one two that any some all into using same when if while because so like which who where
        on at except between several other pure only even just about over under after before through
        during within
        """
    )
)
"""Words that a sentence can't end with."""

LEADING = _words("when if while once")
"""Words whose clause often stands before the main one."""

FINISHED = _words("not nothing nobody none it them too up out off down back there well again")
"""Words that carry no noun or claim, and end a clause all the same."""

NAMES = _words(
    """
    python java linux windows unix docker django lock process thread pool queue event condition
    semaphore barrier timer future task manager interpreter main none true false
    """
)
"""Words that are names too: their capital does not say that they begin a sentence."""

FOREIGN_WORDS = _words(
    """
    der die das und ist ein eine nicht mit auf für von zu den dem sich auch wird werden kann nur
    wenn weil oder aber sind einen durch zur zum bei wie daher gleichzeitig
    le la les un une et est dans des du que qui pour pas avec sur sont par ce cette il elle ne plus
    mais ou donc aux peut seul fois
    el los las una y es en que para no con por del se como pero son puede solo más porque cuando
    o os uma e não com são mas ao pode apenas só quando vez cada porque isso
    il lo gli che di non con per sono della nel può solo una quando anche
    de het een en van niet met zijn dat op voor wordt maar ook kan
    och är att det som inte med av ett kan bara för
    nie jest się na że tylko może oraz lub przez dla
    bir ve bu için ile değil
    yang dan tidak dengan untuk hanya adalah bisa
    và là không của một các cho chỉ
    """
) - _words(
    "a an as at be by do for has he i in is it me no of on or so to un us we on son par can pas per"
)
"""Frequent words of other languages, without those that English shares."""

UNSPLIT = _words("numpy scipy pypy github gitlab javascript typescript postgresql mysql pytorch")
"""Names with a capital inside that are one word."""

ABBREVIATIONS = _words("e g eg ie i etc vs incl approx resp")
"""Words, or last letters, whose dot ends no sentence where a small letter follows."""

MODULES = _words(
    "asyncio threading multiprocessing queue sys os time concurrent futures socket self mp mt cf "
    "aio functools collections contextvars"
)
"""What stands before a dot in a name, even if a capital follows."""

METHODS = _words("get all any")
"""Common words that are names of methods: "requests.get blocks"."""

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
    "s'": None,
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "'m": "am",
}
"""Endings behind an apostrophe and the word each stands for; possessives stand for nothing."""

IRREGULAR: Mapping[str, str] = {
    form: base
    for base, forms in {
        "arise": "arose arisen",
        "be": "is are was were been being am",
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
        "get": "got gotten gets",
        "give": "gave given",
        "go": "went gone goes",
        "grow": "grew grown",
        "hang": "hung",
        "have": "has had having",
        "hide": "hid hidden",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "leave": "left",
        "lend": "lent",
        "lose": "lost loses losing",
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
        "split": "splitted",
        "stand": "stood",
        "steal": "stole stolen",
        "strike": "struck",
        "swap": "swaped",
        "take": "took taken",
        "tear": "tore torn",
        "tell": "told",
        "thing": "things",
        "think": "thought",
        "throw": "threw thrown",
        "understand": "understood",
        "undo": "undone",
        "wake": "woke woken",
        "win": "won",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written writing writes writed",
    }.items()
    for form in forms.split()
}
"""Irregular forms that a stemmer leaves apart."""

KEPT_APART: Mapping[str, str] = {
    form: base
    for base, forms in {
        "interpreter": "interpreter interpreters",
        "generator": "generator generators",
        "executor": "executor executors",
        "executive": "executive executives",
        "synchronous": "synchronous synchronously",
        "asynchronous": "asynchronous asynchronously",
        "new": "new newer newest",
        "news": "news",
        "universe": "universe",
    }.items()
    for form in forms.split()
}
"""Nouns that the stemmer would merge with a verb of another meaning."""

CONFUSABLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split())
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
    single|signal
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
    three|there
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
    for pair in [pair.replace("|", " ")]
)
"""English words one slip apart: each is itself, never a typo of the other."""

JOINING = _words(
    "multi sub inter re over dead live run race thread ref refer byte time bit work life"
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

DANGLING = _words("the an of than and or because")
"""Words that can't end a sentence."""

MISPLACED = frozenset(
    (before, after)
    for before in ("the", "an", "of", "than", "into")
    for after in "of and or is are was were be because than but which then".split()
)
"""Neighbours that no sentence has."""

CLAIMING_VERBS = _words(
    """
    is are was were be been am has have had do does did can could will would may might must
    should lets let make makes made use uses used using need needs needed get gets mean means
    meant allow allows allowed protect protects protected protecting prevent prevents prevented
    preventing happen happens happened help helps keep keeps kept run runs running ran execute
    executes executing work works wait waits waiting share shares give gives given take takes
    taken hold holds holding held go goes gone come comes read reads reading write writes
    writing update updates updating change changes cause causes become becomes ensure ensures
    guarantee guarantees release releases releasing released block blocks blocking switch
    switches owns lives live lead leads lose loses lost wins want wants depend depends says
    say pick choose enter enters finish finishes start starts send sends stop stops avoid avoids
    limit limits limited serialise serialises serialize serializes interleave interleaves
    overlap overlaps scale scales compete acquire acquires corrupt corrupts crash crashes touch
    touches access accesses spend spends cost costs create creates copy copies pickle pickles
    exist exists
    """
)
"""Words that claim something; an answer without any is a list of names."""

TO_THE_GRADER = """
    ignore previous instruction | ignore all instruction  | ignore your instruction | ignore all
    previous | ignore prior | disregard the | disregard all | disregard previous | full mark |
    full credit | full score | full point | maximum score | max score | max point | perfect
    score | give me 100 | give me 10 | give this answer | give me full | dear grader | hello
    grader | hey grader | note to grader | grader please | to the grader | to grader | mark me |
    mark this | mark as correct | grade me | grade this | score this | score me | award me |
    award full | award this | system prompt | as an ai | you be a grader | i deserve | please
    pass me | rate this | give 100 | set score | to the evaluator | dear evaluator | the rubric
    | rubric item | be tick | mark as complete | this candidate | to the examiner | to the
    reviewer | have be verify | output 100 | do not penalize | do not deduct
    """
"""Phrases, as words or stems, that speak to whoever marks the answer."""
