/** Some rows of a country club, made so that every question has an answer. */
import { filled } from '../expectAnswers.js'
import { bookings, facilities, members } from './tables.js'

const member = { address: 'Lane 1', recommendedby: null, joindate: '2012-07-01 10:00:00' }

export const club = [
  filled(members, member, [
    { memid: 0, surname: 'GUEST', firstname: 'GUEST', zipcode: 0, telephone: '(000) 000-0000' },
    { memid: 1, surname: 'Moss', firstname: 'Ida', zipcode: 4321, telephone: '555-1234' },
    { memid: 5, surname: 'Reed', firstname: 'Otto', zipcode: 12345, telephone: '(844) 555 12', recommendedby: 1 },
    {
      memid: 27,
      surname: 'Moss',
      firstname: 'Una',
      zipcode: 99,
      telephone: '855-0000',
      recommendedby: 5,
      joindate: '2012-09-01 00:00:00',
    },
    {
      memid: 28,
      surname: 'Vale',
      firstname: 'Bea',
      zipcode: 99,
      telephone: '866',
      recommendedby: 5,
      joindate: '2012-09-26 18:00:00',
    },
  ]),
  filled(facilities, { membercost: '0', guestcost: '5', initialoutlay: '1000', monthlymaintenance: '10' }, [
    { facid: 0, name: 'Tennis Court 1', membercost: '5', guestcost: '25' },
    { facid: 1, name: 'Tennis Court 2', membercost: '2', guestcost: '10' },
    { facid: 5, name: 'Table Tennis', initialoutlay: '320', monthlymaintenance: '0' },
  ]),
  filled(bookings, { memid: 1, slots: 2 }, [
    // a court that is booked more than a thousand times, and one that takes in less than a thousand
    { bookid: 1, facid: 0, starttime: '2012-07-14 08:00:00', slots: 1001 },
    { bookid: 2, facid: 0, starttime: '2012-09-21 11:00:00' },
    { bookid: 3, facid: 1, starttime: '2012-09-21 09:00:00', memid: 0 },
    { bookid: 4, facid: 1, starttime: '2012-09-22 00:00:00' },
    // of a day in September: two that cost more than 30, and two that do not
    { bookid: 5, facid: 0, starttime: '2012-09-14 10:00:00', memid: 0 },
    { bookid: 6, facid: 0, starttime: '2012-09-14 12:00:00', slots: 7, memid: 5 },
    { bookid: 7, facid: 1, starttime: '2012-09-14 12:00:00', slots: 3, memid: 0 },
    { bookid: 8, facid: 1, starttime: '2012-09-14 14:00:00', slots: 15, memid: 27 },
    // in August, and in another year
    { bookid: 9, facid: 5, starttime: '2012-08-10 10:00:00', slots: 30, memid: 0 },
    { bookid: 10, facid: 5, starttime: '2013-01-01 00:00:00', slots: 4 },
  ]),
]
