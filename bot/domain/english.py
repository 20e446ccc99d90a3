"""Which words are what in English: plain tables, one line of reason each.

Words are lower case. Nothing here knows about Python or the GIL but names that people write; that
vocabulary is content.
"""


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
    nether anther mots gest want ever cold util sine bing whos hast booth abut wile thee wast sill
    juts avid beginner
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

MODULES = _words(
    "asyncio threading multiprocessing queue sys os time concurrent futures socket self mp mt cf "
    "aio functools collections contextvars"
)
"""What stands before a dot in a name, even if a capital follows."""

METHODS = _words("get all any")
"""Common words that are names of methods: "requests.get blocks"."""

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
"""Words that claim something."""

PLAIN_VERBS = _words(
    """
    admit admits alternate alternates ask asks beat beats behave behaves belong belongs break breaks
    bring brings burn burns bypass bypasses calculate calculates clash clashes collide collides
    compute computes contend contends count counts decide decides die dies differ differs dodge
    dodges eat eats escape escapes exclude excludes fail fails fight fights fill fills find finds
    fit fits fix fixes follow follows forbid forbids force forces gain gains grab grabs grow grows
    hang hangs hide hides hog hogs ignore ignores inherit inherits interrupt interrupts kill kills
    know knows leave leaves look looks matter matters move moves occupies occupy overwrite
    overwrites pass passes pay pays preempt preempts proceed proceeds produce produces reach
    reaches relies rely remain remains remove removes replace replaces resume resumes save saves
    see sees serve serves sit sits skip skips sleep sleeps solve solves speed speeds split splits
    stay stays steal steals suffer suffers suit suits survive survives suspend suspends talk talks
    tell tells think thinks tries try vanish vanishes varies vary wake wakes yield yields
    """
)
"""More of them, which are hardly a name of anything."""

ALL_VERBS = CLAIMING_VERBS | PLAIN_VERBS
"""An answer without any is a list of names."""

TO_THE_GRADER = """
    ignore previous instruction | ignore all instruction  | ignore your instruction | ignore all
    previous | ignore prior | disregard the | disregard all | disregard previous | full mark |
    full credit | full score | full point | maximum score | max score | max point | perfect
    score | give me 100 | give me 10 | give this answer | give me full | dear grader | hello
    grader | hey grader | note to grader | grader please | to the grader | to grader | mark me |
    mark this | mark as correct | grade me | grade this | score this | score me | award me |
    award full | award this | system prompt | as an ai | you be a grader | i deserve | please
    pass me | rate this | give 100 | set score | to the evaluator | dear evaluator | the rubric
    | rubric item | be ticked | mark as complete | this candidate | to the examiner | to the
    reviewer | have be verify | output 100 | do not penalize | do not deduct
    """
"""Phrases, as words or stems, that speak to whoever marks the answer."""
