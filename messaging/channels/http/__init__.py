"""Channels over HTTP: one line (`line`), and one small module per preset that words a request and reads its answer.

generic   a signed JSON body, for a gateway of one's own or any service behind a small bridge
twilio    Twilio's Messages, and services that speak like it
aliyun    Aliyun (Alibaba Cloud) SMS of mainland China: approved templates and signatures
mail      e-mail through Mailgun, Postmark, SendGrid, Brevo, Resend or Mailjet
"""
