"""The norms of proper conduct (behoorlijkheidsnormen) of the National Ombudsman, which a judgment may name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Norm(TextChoices):
    """A norm of proper conduct, in the order and the groups of the ombudsman's guide (behoorlijkheidswijzer)."""

    # open and clear
    TRANSPARENT = "transparent", _("Transparency")  # transparant
    INFORMATION = "information", _("Good provision of information")  # goede informatieverstrekking
    LISTENING = "listening", _("Listening to the citizen")  # luisteren naar de burger
    REASONING = "reasoning", _("Good reasons given")  # goede motivering
    # respectful
    RIGHTS = "rights", _("Respect for fundamental rights")  # respecteren van grondrechten
    PARTICIPATION = "participation", _("Active participation")  # bevorderen van actieve deelname
    TREATMENT = "treatment", _("Decent treatment")  # fatsoenlijke bejegening
    FAIR_PLAY = "fair_play", _("Fair play")
    PROPORTION = "proportion", _("Proportionality")  # evenredigheid
    CARE = "care", _("Special care")  # bijzondere zorg
    # involved
    MADE_TO_MEASURE = "made_to_measure", _("Made to measure")  # maatwerk
    COOPERATION = "cooperation", _("Cooperation")  # samenwerking
    LENIENCE = "lenience", _("Lenience")  # coulante opstelling
    PROMPTNESS = "promptness", _("Promptness")  # voortvarendheid
    DE_ESCALATION = "de_escalation", _("De-escalation")  # de-escalatie
    # honest
    INTEGRITY = "integrity", _("Integrity")  # integriteit
    RELIABILITY = "reliability", _("Reliability")  # betrouwbaarheid
    IMPARTIALITY = "impartiality", _("Impartiality")  # onpartijdigheid
    REASONABLENESS = "reasonableness", _("Reasonableness")  # redelijkheid
    PREPARATION = "preparation", _("Good preparation")  # goede voorbereiding
    ORGANISATION = "organisation", _("Good organisation")  # goede organisatie
    PROFESSIONALISM = "professionalism", _("Professionalism")  # professionaliteit
