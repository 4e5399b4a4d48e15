"""Services: one verb per function, one transaction, one event, a ``Refusal`` when the law says no.

The index from job to function, and who starts it. A package is one job in several files; its row
names the function to call.

===================================  ==========================================  ====================
function                             what it does                                who starts it
===================================  ==========================================  ====================
intake.register                      register, and start the clocks              desk
intake.register_each                 one letter for many clients                 desk
linking.link_repeat                  link as a repeat of an earlier one          desk
reviving.revive_due                  reopen what waited for a criminal case      each morning
handling.acknowledge                 record the acknowledgement (9:6)            desk
handling.take_up                     take up, not involved (9:7, 9:8 lid 3)      desk
handling.assign                      assign to a handler, or release (9:7)       desk
handling.record_act                  copy sent (9:9)                             desk
completing.ask_completion            ask for what is missing (9:4)               desk
completing.complete                  record that it came (9:4)                   desk
hearing.offer                        offer one side a hearing (9:10 lid 1)       desk
hearing.record_answer                what it answered, or did not (9:10)         desk
hearing.hear                         heard: when and how (9:10)                  desk
hearing.report                       report of the hearing (9:10 lid 3)          desk
hearing.waive                        refrain from hearing (9:10 lid 2)           desk
advising.charge                      charge an adviser (9:14)                    desk
advising.receive_advice              report and advice received (9:15 lid 4)     desk
contacts.record                      record a moment of contact                  desk
inquiries.ask                        ask a unit for facts                        desk
inquiries.answer                     record its answer                           desk
inquiries.drop                       let the question drop                       desk
commitments.promise                  make a commitment (9:5)                     desk
commitments.keep                     record that it was kept                     desk
commitments.break_off                record that it is not kept; may reopen      desk
applications.set_application         the application and its term (4:13)         desk
terms.extend                         extend the term (9:11 lid 2)                desk
terms.tell_extension                 tell the other side of it (9:11 lid 2)      desk
terms.consent                        record consent to delay (9:11 lid 3)        desk
terms.correct_receipt                correct the day of receipt                  desk
judging.judge                        findings, judgment, conclusions (9:12)      desk
closing.close                        the answer was sent (9:12)                  desk
closing.close_in_spite               the same, with a defect on record           desk
closing.settle                       settled to satisfaction (9:5)               desk
rounds.open_round                    a question of the ombudsman (9:31)          desk
rounds.move_round                    a new date agreed with him                  desk
rounds.answer_round                  our answer to his question                  desk
recommending.record_recommendation   a recommendation of a report of his         desk
recommending.respond                 how it is followed (9:36 lid 4)             desk
closing.withdraw                     withdrawn by the complainant                desk
closing.answer                       the ombudsman was answered (9:31)           desk
declining.decline                    not taken up (9:8)                          desk
forwarding.forward                   forwarded to the competent body (2:3)       desk
forwarding.route                     not a complaint, sent where it belongs      desk
corrections.recategorise             change the category                         desk
corrections.edit                     change what is written down                 desk
corrections.void                     declare a registration void                 desk
corrections.reopen                   reopen a closed complaint                   desk
people.add_party                     add a complainant or representative         desk
people.change_party                  change what is known of a party             desk
people.confirm_address               the address is still right                  desk
people.add_person_complained_about   name whose conduct it concerns (9:9)        desk
people.record_involvement            record who was involved (9:7)               desk
people.add_part                      add a part                                  desk
documents.add                        take files in on a case                     desk
documents.read                       open one, and tell the trail                desk
documents.tie                        say to which act one belongs                desk
documents.take_out                   take out what is of another case            desk
documents.print_file                 the file of the case as one PDF (9:31)      desk
documents.scan_waiting               let the scanner read what waits             every five minutes
letters.draft_to_each                draft to both sides at once (9:11 lid 2)     desk
letters.draft                        draft a letter from its template            desk
letters.change                       change a draft by hand                      desk
letters.read                         read it as the second person                desk
letters.fix                          fix it as a PDF                             desk
letters.leave                        it left: see complaints.posting             posting
letters.come_back                    it came back: the duty is open (2:11)       desk
letters.again                        draft the second sending (2:11)             desk
letters.drop                         drop it                                     desk
letter_templates.save                save a version of a template                desk
letter_templates.save_block          save a version of a text block              desk
letter_templates.preview             fill it with a real complaint               desk
notes.note                           write an internal note                      desk
alerts.raise_due                     raise what is due                           every five minutes
alerts.send_due                      send what was raised                        every five minutes
alerts.see                           what somebody saw on his bell               desk
alerts.try_again                     let a parked mail go once more              desk
ladder.lay                           add a rung to the ladder of alerts          desk
ladder.change                        change one                                  desk
ladder.remove                        take one away                               desk
absences.enter                       somebody is absent, and who stands in       desk
absences.end                         he is there again                           desk
mail_choices.choose                  how somebody wants his alerts by e-mail     desk
calendar_days.fill                   write the calendar into rows                each night
runs.prune                           remove recorded runs of long ago            each night
deadlines.would_move                 what a new decree would move                command
deadlines.recompute                  move it                                     command
publication.compile_month            count a month into a draft                  desk, command
publication.compile_if_due           the same, where there is none yet           each morning
publication.adopt                    answer for a draft                          desk, command
publication.approve                  approve it, as another person               desk, command
publication.publish                  publish it; it never changes again          desk, command
publication.verify                   recount what was published                  command
import_published.import_published    take over a table published earlier         command
importing.engine.import_file         take in a register from a CSV               command
demo.seeding.seed_people             make the people of the demonstration        command
demo.seeding.seed_register           make its register and its editions          command
===================================  ==========================================  ====================
"""
