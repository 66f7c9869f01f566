"""English sentences as in news and fact sheets, once read wrongly: what each figure counts."""

from __future__ import annotations

from typing import Any

import pytest

from policy_qa.domain.records import Figure
from policy_qa_extractors import extract

CASES: list[tuple[str, list[tuple[Any, str | None, str | None]]]] = [
    ("The S&P 500 gained 1.2% and the Nasdaq 100 lost 0.3%.", [(1.2, "%", "S&P 500"), (0.3, "%", "Nasdaq 100")]),
    ("London's FTSE 100 closed at 7,512.4 points.", [(7512.4, None, "London's FTSE 100")]),
    ("Apple sold 40 million iPhone 14 handsets.", [(40_000_000, None, "iPhone 14 handsets")]),
    ("The airline ordered 50 Boeing 737 jets.", [(50, None, "Boeing 737 jets")]),
    ("The court voted 6-3 to strike down the rule.", []),
    ("Manchester United beat Arsenal 3-1 on Sunday.", []),
    ("The Bank of England raised rates by 25 basis points.", [(25, None, "rates")]),
    ("The index rose 45.6 points, or 1.1%.", [(45.6, None, "index"), (1.1, "%", "index")]),
    ("It had a margin of error of plus or minus 3 percentage points.", [(3, "%", "margin of error")]),
    ("Sales totalled 3.4 billion pounds.", [(3_400_000_000, "GBP", "Sales")]),
    ("They recalled 2 million pounds of beef.", [(2_000_000, "[lb_av]", "beef")]),
    ("It reported earnings of $2 on revenue of $8.", [(2, "USD", "earnings"), (8, "USD", "revenue")]),
    ("An additional $50 million will support rural hospitals.", [(50_000_000, "USD", "rural hospitals")]),
    ("At least $2.5 billion will be invested in small companies.", [(2_500_000_000, "USD", "small companies")]),
    ("Total spend to date: £3.4 million", [(3_400_000, "GBP", "Total spend to date")]),
    ("Number of staff (FTE): 1,240", [(1240, None, "staff")]),
    ("| Pages per visit | 3.13 |", [(3.13, None, "Pages per visit")]),
    ("| Price Indices | July: 2502 | Total: 6915 |", [(2502, None, "Price Indices"), (6915, None, "Price Indices")]),
    ("Return to Seller - Private Sale: 3", [(3, None, "Return to Seller - Private Sale")]),
    ("Children under 5 and adults over 65 get free care.", [(5, None, "Children"), (65, None, "adults")]),
    ("The jobless rate held steady at 3.5%, the lowest in 50 years.", [(3.5, "%", "jobless rate"), (50, "a", None)]),
    ("The quake killed at least 56 people and injured 700.", [(56, None, "people"), (700, None, "people")]),
    ("Levels hit 420 parts per million.", [(420, "[ppm]", "Levels")]),
    ("The law was reauthorized four times.", [(4, None, None)]),
    ("Some 54% of those newly joining the scheme were women.", [(54, "%", "those newly joining the scheme")]),
    ("Of the 1,200 graduates, 40% work.", [(1200, None, "graduates"), (40, "%", "graduates")]),
    ("Towns take part in the 7 month experiment either way.", [(7, "mo", "experiment")]),
    ("It will pay $15 million to partner with retailers.", [(15_000_000, "USD", "retailers")]),
    ("They gave $3 billion to build on these efforts.", [(3_000_000_000, "USD", "efforts")]),
    ("It will spend $75 million to design and operationalize clinics.", [(75_000_000, "USD", "clinics")]),
    ("It got 31 votes in favour and six against.", [(31, None, "votes in favour"), (6, None, "against")]),
    ("There were 3 lawsuits against the city.", [(3, None, "lawsuits")]),
    ("So far $9 million has been allocated to fund a set of studies.", [(9_000_000, "USD", "set of studies")]),
    ("Men numbered 548,300 and women 103,700.", [(548_300, None, "Men"), (103_700, None, "women")]),
    ("It fell to $5.3 billion in 2022 and a mere $2.9 billion in 2021.", [(5.3e9, "USD", None), (2.9e9, "USD", None)]),
    ("Eighteen firms are listed: five big and thirteen private ones.", [(n, None, "firms") for n in (18, 5, 13)]),
    ("Enrolment rose by 30 to 330 in 2023.", [(30, None, "Enrolment"), (330, None, "Enrolment")]),
    ("About 62% (84) of the judges were women.", [(62, "%", "judges"), (84, None, "judges")]),
    ("A 2 km rise in road building was planned.", [(2, "km", "road building")]),
    ("The number of people in this valley was 5 million.", [(5_000_000, None, "people")]),
    ("The Budget increases funding for childcare by $450 million.", [(450_000_000, "USD", "childcare")]),
    ("The plan cuts spending on roads by 12%.", [(12, "%", "roads")]),
    ("With a budget of $5 million, the programme has trained nurses.", [(5_000_000, "USD", "programme")]),
    ("A score of 5.2 was recorded among girls in Lima.", [(5.2, None, "girls")]),
    ("Imports from China (25%) fell.", [(25, "%", "Imports from China")]),
    ("We make seven proposals. It took six in full.", [(7, None, "proposals"), (6, None, "proposals")]),
    ("Girls got 9,412 of the doses and boys 8,828.", [(9412, None, "doses"), (8828, None, "doses")]),
    ("He won 51 of the chamber's 100 seats.", [(51, None, "seats"), (100, None, "seats")]),
    ("The firm had 1,430 staff, 212 of them apprentices.", [(1430, None, "staff"), (212, None, "apprentices")]),
    ("The floods killed 40 people and displaced another 12,000.", [(40, None, "people"), (12_000, None, "people")]),
    ("Some 418 km of the 760 km of track is new.", [(418, "km", "track"), (760, "km", "track")]),
    ("Of it, $14 will come from taxes, $3 from grants.", [(14, "USD", "taxes"), (3, "USD", "grants")]),
    ("A further $2 million is for repairs.", [(2_000_000, "USD", "repairs")]),
    ("Some $2 million would go to new schools.", [(2_000_000, "USD", "new schools")]),
    ("Contingency was set at 8 per cent of cost.", [(8, "%", "Contingency")]),
    ("Payments to one supplier exceeded the sum by $2.", [(2, "USD", "Payments")]),
    ("The rate came down from 252 deaths to 187.", [(252, None, "deaths"), (187, None, "rate")]),
    ("Women ages 15-49 and girls aged 10 voted.", [(15, "a", "Women"), (10, "a", "girls")]),
    ("She died at the age of 91.", [(91, "a", None)]),
    ("People over the age of 65 vote.", [(65, "a", "People")]),
    ("At 4.9%, the jobless rate is low.", [(4.9, "%", "jobless rate")]),
    ("It met 63% of demand, against 51% a year earlier.", [(63, "%", "demand"), (51, "%", "demand")]),
    ("It reached 88% of infants in cities but 52% in villages.", [(88, "%", "infants"), (52, "%", "infants")]),
    ("Rents in the city average €1,480.", [(1480, "EUR", "Rents")]),
    ("Some 26 of the 90 injured remain here.", [(26, None, "injured"), (90, None, "injured")]),
    ("It owes banks $30bn, equal to half its output.", [(30_000_000_000, "USD", "banks"), (0.5, None, "output")]),
    ("Leaders vowed to hold warming to 1.5C.", [(1.5, "Cel", "warming")]),
    ("It runs five ‘test and try projects’.", [(5, None, "test and try projects")]),
    ("Turnout among voters in cities fell by 5%.", [(5, "%", "Turnout among voters in cities")]),
    ("The 20 members of the council voted.", [(20, None, "members of the council")]),
    ("It had connected 29,400, or 70 per cent of them.", [(29_400, None, None), (70, "%", None)]),
    ("A household pays $1.20 per cubic metre.", [(1.2, "USD", "household")]),
    ("It has 64 posts, of which 21 are vacant.", [(64, None, "posts"), (21, None, "posts")]),
    ("Pay rose to 75.5%, 2 percentage points higher than in May.", [(75.5, "%", "Pay"), (2, "%", "Pay")]),
    ("The number of people out of work hit a record 2.5 million.", [(2_500_000, None, "people")]),
    ("Some 356,000 working days were lost.", [(356_000, "d", None)]),
    ("It employs one worker in four.", [(1, None, "worker")]),
    ("Courts issued 24,260 possession orders.", [(24_260, None, "possession orders")]),
    ("A $100 million loan was approved.", [(100_000_000, "USD", "loan")]),
    ("Some 24% of the population lives in poverty.", [(24, "%", "population")]),
    ("It found 3,898 people sleeping rough, up 27% on May.", [(3898, None, "people"), (27, "%", "people")]),
    ("A flat now costs £1,150; benefit covers £850.", [(1150, "GBP", "flat"), (850, "GBP", "benefit")]),
    ("Nine out of every ten pounds goes on staff.", [(9, None, None)]),
    ("It awarded $310 in grants to 88 colleges.", [(310, "USD", "colleges"), (88, None, "colleges")]),
    ("Fifteen percent of rural patients lack broadband.", [(15, "%", "rural patients")]),
    ("They cap drug costs at $2,000 per person.", [(2000, "USD", "drug costs")]),
    ("It gives $150 for veterans, 30% above the old level.", [(150, "USD", "veterans"), (30, "%", "veterans")]),
    ("It is giving $25 to each of 500 families.", [(25, "USD", "families"), (500, None, "families")]),
    ("WFP has fed 416 people and will reach 900 soon.", [(416, None, "people"), (900, None, "people")]),
    ("The mayor pledged $15 to repave 340 miles of road.", [(15, "USD", "road"), (340, "[mi_i]", "road")]),
    ("Turnout was 71%, six points up on May.", [(71, "%", "Turnout"), (6, None, "Turnout")]),
    ("The law caps interest on payday loans at 36%.", [(36, "%", "interest")]),
    ("Police stopped 12 drivers; 8 tested positive.", [(12, None, "drivers"), (8, None, "drivers")]),
    ("Fuel subsidies cost the state $7, or 2% of GDP.", [(7, "USD", "Fuel subsidies"), (2, "%", "Fuel subsidies")]),
    ("The bank expects growth of 2.6% this year.", [(2.6, "%", "growth")]),
    ("It found lead in 43 taps, nearly 13 percent.", [(43, None, "taps"), (13, "%", "taps")]),
    ("Support for the bill stood at 61%.", [(61, "%", "Support for the bill")]),
    ("Joblessness among young people stands at 16.4%.", [(16.4, "%", "Joblessness among young people")]),
    ("The 90 injured remain in hospital.", [(90, None, "injured")]),
    ("Seas could rise by 1 metre by 2100.", [(1, "m", "Seas")]),
    ("Lots below 20 hectares display a loss.", [(20, "har", "Lots")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_what_is_counted(text: str, expected: list[tuple[Any, str | None, str | None]]) -> None:
    found = [r for r in extract(text, language="en") if isinstance(r, Figure)]
    assert [(f.value, f.unit, f.measured_entity) for f in found] == expected


def test_a_baseline_is_no_period() -> None:
    text = "The Budget provides $3.7 billion, an increase of $116 million over the 2023 enacted level."
    assert [r.period for r in extract(text, language="en") if isinstance(r, Figure)] == [None, None]


def test_money_to_increase_something_is_no_rise() -> None:
    (figure,) = [r for r in extract("It gave $18 million to increase access.", language="en") if isinstance(r, Figure)]
    assert figure.direction is None


def test_made_up_is_no_rise() -> None:
    (figure,) = [r for r in extract("Women made up 15% of the total.", language="en") if isinstance(r, Figure)]
    assert (figure.measured_entity, figure.direction) == ("Women", None)
